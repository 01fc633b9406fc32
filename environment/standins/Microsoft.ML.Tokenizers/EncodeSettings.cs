namespace Microsoft.ML.Tokenizers;

/// <summary>Which stages an encoding runs.</summary>
public struct EncodeSettings
{
    public bool ConsiderNormalization { get; set; }

    public bool ConsiderPreTokenization { get; set; }
}
