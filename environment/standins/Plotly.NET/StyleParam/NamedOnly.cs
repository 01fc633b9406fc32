namespace Plotly.NET;

/// <summary>The values that attributes of plotly.js take. Of these, this slice has none: signatures name them.</summary>
public static partial class StyleParam
{
    public sealed class GroupNorm
    {
        private GroupNorm()
        {
        }
    }

    public sealed class HistFunc
    {
        private HistFunc()
        {
        }
    }

    public sealed class PatternShape
    {
        private PatternShape()
        {
        }
    }

    public sealed class ScaleMode
    {
        private ScaleMode()
        {
        }
    }

    public sealed class SmoothAlg
    {
        private SmoothAlg()
        {
        }
    }

    public sealed class ViolinSide
    {
        private ViolinSide()
        {
        }
    }

    public abstract class Range
    {
        private Range()
        {
        }
    }
}
