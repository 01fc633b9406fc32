namespace Workbench.Text;

/// <summary>An end of a sequence.</summary>
public enum TextSide
{
    /// <summary>The end.</summary>
    Right,

    /// <summary>The beginning.</summary>
    Left,
}
