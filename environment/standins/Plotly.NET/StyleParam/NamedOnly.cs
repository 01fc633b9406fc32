namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class AngleRef
    {
        private AngleRef()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class AutoTypeNumbers
    {
        private AutoTypeNumbers()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class AxisConstraint
    {
        private AxisConstraint()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class AxisConstraintDirection
    {
        private AxisConstraintDirection()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class BackOff
    {
        private BackOff()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class BarNorm
    {
        private BarNorm()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class BoxMode
    {
        private BoxMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class Calendar
    {
        private Calendar()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class CategoryTickAnchor
    {
        private CategoryTickAnchor()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ClickMode
    {
        private ClickMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class CoordinateType
    {
        private CoordinateType()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class DoubleClick
    {
        private DoubleClick()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class EntryWidthMode
    {
        private EntryWidthMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ExponentFormat
    {
        private ExponentFormat()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class FunnelMode
    {
        private FunnelMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class GroupNorm
    {
        private GroupNorm()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class HoverOn
    {
        private HoverOn()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class MarkerSizeMode
    {
        private MarkerSizeMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class MarkerSymbol3D
    {
        private MarkerSymbol3D()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class PeriodAlignment
    {
        private PeriodAlignment()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ScaleAnchor
    {
        private ScaleAnchor()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ScatterMode
    {
        private ScatterMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ScrollZoom
    {
        private ScrollZoom()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class SelectDirection
    {
        private SelectDirection()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class Shape
    {
        private Shape()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ShowExponent
    {
        private ShowExponent()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class ShowTickOption
    {
        private ShowTickOption()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class SpikeMode
    {
        private SpikeMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class SpikeSnap
    {
        private SpikeSnap()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class StackGaps
    {
        private StackGaps()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TickLabelMode
    {
        private TickLabelMode()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TickLabelOverflow
    {
        private TickLabelOverflow()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TickLabelPosition
    {
        private TickLabelPosition()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TraceGroupClickOptions
    {
        private TraceGroupClickOptions()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TraceItemClickOptions
    {
        private TraceItemClickOptions()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TraceItemSizing
    {
        private TraceItemSizing()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class TraceOrder
    {
        private TraceOrder()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class VerticalAlign
    {
        private VerticalAlign()
        {
        }
    }

    /// <summary>Named by signatures only: this slice has no values of it.</summary>
    public sealed class WaterfallMode
    {
        private WaterfallMode()
        {
        }
    }
}
