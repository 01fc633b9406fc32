namespace Workbench.Data;

/// <summary>What a record may be used for.</summary>
public enum DataSplit
{
    /// <summary>Fitting.</summary>
    Train,

    /// <summary>Choosing settings.</summary>
    Validation,

    /// <summary>Measuring, once the settings are fixed.</summary>
    Test,
}
