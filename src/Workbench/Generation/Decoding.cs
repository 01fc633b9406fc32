using Workbench.Generation.Processors;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>The loops that turn next-token scores into responses: process, choose, record, stop; finished rows leave the batch.</summary>
internal static class Decoding
{
    /// <summary>Continues each prompt.</summary>
    /// <param name="decoder">The model; disposed of at the end.</param>
    /// <param name="prompts">[B, Q], padded on either side.</param>
    /// <param name="options">How to choose tokens and when to stop; checked by the caller.</param>
    /// <param name="uniforms">The randomness; null for greedy decoding only.</param>
    /// <exception cref="WorkbenchException">The options ask for sampling and there are no uniforms.</exception>
    public static Generated Generate(IDecoder decoder, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms) =>
        Generate(decoder, prompts, options, uniforms, ProcessorsOf(options));

    /// <summary>As above, with processors of one's own in place of those that the options ask for.</summary>
    public static Generated Generate(
        IDecoder decoder, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms, IReadOnlyList<ILogitsProcessor> processors)
    {
        RequireUniforms(options, uniforms);
        using (decoder)
        using (no_grad())
        {
            if (options.Beams > 1)
            {
                using var search = new BeamRun(decoder, prompts, options, processors);
                while (search.Step())
                {
                }

                return search.Result();
            }

            using var run = new DecodingRun(decoder, prompts, options, uniforms, processors);
            while (run.Step())
            {
            }

            return run.Result();
        }
    }

    /// <summary>Continues each prompt, token by token.</summary>
    /// <exception cref="WorkbenchException">The options ask for sampling and there are no uniforms, or for beams.</exception>
    public static IEnumerable<GeneratedToken> Stream(IDecoder decoder, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        RequireUniforms(options, uniforms);
        return options.Beams == 1
            ? Streaming.Run(decoder, prompts, options, uniforms)
            : throw new WorkbenchException("A beam search knows its tokens only at the end; set GenerationOptions.Beams to 1 to stream.");
    }

    /// <summary>The processors that options ask for, in transformers' order; empty where the model's own distribution is meant.</summary>
    public static IReadOnlyList<ILogitsProcessor> ProcessorsOf(GenerationOptions options)
    {
        var processors = new List<ILogitsProcessor>();
        void Add(bool wanted, Func<ILogitsProcessor> processor)
        {
            if (wanted)
            {
                processors.Add(processor());
            }
        }

        Add(options.RepetitionPenalty != 1, () => new RepetitionPenalty(options.RepetitionPenalty));
        Add(options.NoRepeatNgram > 0, () => new NoRepeatNgram(options.NoRepeatNgram));
        Add(options.BadWords.Count > 0, () => new BadWords(options.BadWords, options.EndIds));
        Add(options.MinRowLength > 0 && options.EndIds.Count > 0, () => MinLength.OfRow(options.MinRowLength, options.EndIds));
        Add(options.MinNewTokens > 0 && options.EndIds.Count > 0, () => MinLength.OfNewTokens(options.MinNewTokens, options.EndIds));
        Add(options.ForcedEndIds.Count > 0, () => ForcedEnd.OfNewTokens(options.MaxNewTokens, options.ForcedEndIds));
        Add(options.LengthDecay is not null, () => new LengthDecay(options.LengthDecay!.Start, options.LengthDecay.Factor, options.EndIds));
        Add(options.SuppressedIds.Count > 0, () => new Suppressed(options.SuppressedIds));
        Add(options.FirstSuppressedIds.Count > 0, () => new Suppressed(options.FirstSuppressedIds, firstOnly: true));
        if (options.Sample)
        {
            Add(options.Temperature != 1, () => new Temperature(options.Temperature));
            Add(options.TopK > 0, () => new TopK(options.TopK));
            Add(options.TopP < 1, () => new TopP(options.TopP));
            Add(options.MinP > 0, () => new MinP(options.MinP));
            Add(options.TypicalP < 1, () => new TypicalP(options.TypicalP));
            Add(options.EpsilonCutoff > 0, () => new EpsilonCutoff(options.EpsilonCutoff));
            Add(options.EtaCutoff > 0, () => new EtaCutoff(options.EtaCutoff));
        }

        Add(options.Renormalize, () => new Normalization());

        return processors;
    }

    private static void RequireUniforms(GenerationOptions options, IUniforms? uniforms)
    {
        if (options.Sample && uniforms is null)
        {
            throw new WorkbenchException("Sampling needs a source of uniform numbers; give one, or set GenerationOptions.Sample to false.");
        }
    }
}
