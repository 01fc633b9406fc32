using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>What the registry knows of a family of language models.</summary>
/// <param name="ModelType">Its name in config.json's model_type.</param>
/// <param name="Architecture">The class of transformers that has the language-model head.</param>
/// <param name="ClassifierArchitecture">The class of transformers that has a "score" head instead.</param>
/// <param name="BasePrefix">What comes before the names of the base model's parameters; checkpoints may lack it.</param>
/// <param name="Build">Builds a model from its settings.</param>
internal sealed record ModelFamily(
    string ModelType, string Architecture, string ClassifierArchitecture, string BasePrefix,
    Func<ModelConfig, IParameterSource, ILanguageModel> Build);
