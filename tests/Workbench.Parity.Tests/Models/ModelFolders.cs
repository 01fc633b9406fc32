namespace Workbench.Parity.Tests.Models;

/// <summary>What a model of the golden data does.</summary>
public enum ModelKind
{
    Causal,
    EncoderDecoder,
    Classifier,
}

/// <summary>Lists the models of the golden data by what they do.</summary>
internal static class ModelFolders
{
    /// <summary>The folders below models/ and models_extra/ that hold a model of the kind, for [MemberData].</summary>
    public static TheoryData<string> Of(ModelKind kind)
    {
        var names = new[] { "models", "models_extra" }.SelectMany(Below).Where(folder => KindOf(folder) == kind).ToArray();
        return new TheoryData<string>(names.Length == 0 ? [Fixtures.None] : names);
    }

    private static IEnumerable<string> Below(string root) =>
        ((IEnumerable<object[]>)Fixtures.Folders(root, "config.json"))
            .Select(row => (string)row[0]).Where(name => name != Fixtures.None).Select(name => $"{root}/{name}");

    private static ModelKind KindOf(string folder)
    {
        var config = Fixtures.Json(folder, "config.json");
        var architecture = config.GetProperty("architectures")[0].GetString()!;
        return architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal) ? ModelKind.Classifier
            : config.TryGetProperty("is_encoder_decoder", out var both) && both.GetBoolean() ? ModelKind.EncoderDecoder
            : ModelKind.Causal;
    }
}
