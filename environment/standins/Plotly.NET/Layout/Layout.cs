using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET;

/// <summary>plotly.js' layout: everything of a chart that is not data.</summary>
public partial class Layout : DynamicObj.DynamicObj
{
    public static Layout init<a>(
        FSharpOption<Title> Title = null, FSharpOption<bool> ShowLegend = null, FSharpOption<Margin> Margin = null,
        FSharpOption<bool> AutoSize = null, FSharpOption<int> Width = null, FSharpOption<int> Height = null, FSharpOption<Font> Font = null,
        FSharpOption<UniformText> UniformText = null, FSharpOption<string> Separators = null, FSharpOption<Color> PaperBGColor = null,
        FSharpOption<Color> PlotBGColor = null, FSharpOption<StyleParam.AutoTypeNumbers> AutoTypeNumbers = null,
        FSharpOption<DefaultColorScales> Colorscale = null, FSharpOption<Color> Colorway = null, FSharpOption<ModeBar> ModeBar = null,
        FSharpOption<StyleParam.HoverMode> HoverMode = null, FSharpOption<StyleParam.ClickMode> ClickMode = null,
        FSharpOption<StyleParam.DragMode> DragMode = null, FSharpOption<StyleParam.SelectDirection> SelectDirection = null,
        FSharpOption<ActiveSelection> ActiveSelection = null, FSharpOption<NewSelection> NewSelection = null, FSharpOption<int> HoverDistance = null,
        FSharpOption<int> SpikeDistance = null, FSharpOption<Hoverlabel> Hoverlabel = null, FSharpOption<Transition> Transition = null,
        FSharpOption<string> DataRevision = null, FSharpOption<string> UIRevision = null, FSharpOption<string> EditRevision = null,
        FSharpOption<string> SelectRevision = null, FSharpOption<DynamicObj.DynamicObj> Template = null, FSharpOption<string> Meta = null,
        FSharpOption<string> Computed = null, FSharpOption<LayoutGrid> Grid = null, FSharpOption<StyleParam.Calendar> Calendar = null,
        FSharpOption<int> MinReducedHeight = null, FSharpOption<int> MinReducedWidth = null, FSharpOption<NewShape> NewShape = null,
        FSharpOption<ActiveShape> ActiveShape = null, FSharpOption<bool> HideSources = null, FSharpOption<double> ScatterGap = null,
        FSharpOption<StyleParam.ScatterMode> ScatterMode = null, FSharpOption<double> BarGap = null, FSharpOption<double> BarGroupGap = null,
        FSharpOption<StyleParam.BarMode> BarMode = null, FSharpOption<StyleParam.BarNorm> BarNorm = null, FSharpOption<bool> ExtendPieColors = null,
        FSharpOption<IEnumerable<a>> HiddenLabels = null, FSharpOption<Color> PieColorWay = null, FSharpOption<double> BoxGap = null,
        FSharpOption<double> BoxGroupGap = null, FSharpOption<StyleParam.BoxMode> BoxMode = null, FSharpOption<double> ViolinGap = null,
        FSharpOption<double> ViolinGroupGap = null, FSharpOption<StyleParam.ViolinMode> ViolinMode = null, FSharpOption<double> WaterfallGap = null,
        FSharpOption<double> WaterfallGroupGap = null, FSharpOption<StyleParam.WaterfallMode> WaterfallMode = null,
        FSharpOption<double> FunnelGap = null, FSharpOption<double> FunnelGroupGap = null, FSharpOption<StyleParam.FunnelMode> FunnelMode = null,
        FSharpOption<bool> ExtendFunnelAreaColors = null, FSharpOption<Color> FunnelAreaColorWay = null,
        FSharpOption<bool> ExtendSunBurstColors = null, FSharpOption<Color> SunBurstColorWay = null, FSharpOption<bool> ExtendTreeMapColors = null,
        FSharpOption<Color> TreeMapColorWay = null, FSharpOption<bool> ExtendIcicleColors = null, FSharpOption<Color> IcicleColorWay = null,
        FSharpOption<IEnumerable<Annotation>> Annotations = null, FSharpOption<IEnumerable<Shape>> Shapes = null,
        FSharpOption<IEnumerable<Selection>> Selections = null, FSharpOption<IEnumerable<LayoutImage>> Images = null,
        FSharpOption<IEnumerable<Slider>> Sliders = null, FSharpOption<IEnumerable<UpdateMenu>> UpdateMenus = null)
        where a : IConvertible =>
        new Layout()
            .Set("title", Title).Set("showlegend", ShowLegend).Set("margin", Margin).Set("autosize", AutoSize).Set("width", Width)
            .Set("height", Height).Set("font", Font).Set("uniformtext", UniformText).Set("separators", Separators).Set("paper_bgcolor", PaperBGColor)
            .Set("plot_bgcolor", PlotBGColor).Set("autotypenumbers", AutoTypeNumbers).Set("colorscale", Colorscale).Set("colorway", Colorway)
            .Set("modebar", ModeBar).Set("hovermode", HoverMode).Set("clickmode", ClickMode).Set("dragmode", DragMode)
            .Set("selectdirection", SelectDirection).Set("activeselection", ActiveSelection).Set("newselection", NewSelection)
            .Set("hoverdistance", HoverDistance).Set("spikedistance", SpikeDistance).Set("hoverlabel", Hoverlabel).Set("transition", Transition)
            .Set("datarevision", DataRevision).Set("uirevision", UIRevision).Set("editrevision", EditRevision).Set("selectrevision", SelectRevision)
            .Set("template", Template).Set("meta", Meta).Set("computed", Computed).Set("grid", Grid).Set("calendar", Calendar)
            .Set("minreducedheight", MinReducedHeight).Set("minreducedwidth", MinReducedWidth).Set("newshape", NewShape)
            .Set("activeshape", ActiveShape).Set("hidesources", HideSources).Set("scattergap", ScatterGap).Set("scattermode", ScatterMode)
            .Set("bargap", BarGap).Set("bargroupgap", BarGroupGap).Set("barmode", BarMode).Set("barnorm", BarNorm)
            .Set("extendpiecolors", ExtendPieColors).Set("hiddenlabels", HiddenLabels).Set("piecolorway", PieColorWay).Set("boxgap", BoxGap)
            .Set("boxgroupgap", BoxGroupGap).Set("boxmode", BoxMode).Set("violingap", ViolinGap).Set("violingroupgap", ViolinGroupGap)
            .Set("violinmode", ViolinMode).Set("waterfallgap", WaterfallGap).Set("waterfallgroupgap", WaterfallGroupGap)
            .Set("waterfallmode", WaterfallMode).Set("funnelgap", FunnelGap).Set("funnelgroupgap", FunnelGroupGap).Set("funnelmode", FunnelMode)
            .Set("extendfunnelareacolors", ExtendFunnelAreaColors).Set("funnelareacolorway", FunnelAreaColorWay)
            .Set("extendsunburstcolors", ExtendSunBurstColors).Set("sunburstcolorway", SunBurstColorWay)
            .Set("extendtreemapcolors", ExtendTreeMapColors).Set("treemapcolorway", TreeMapColorWay).Set("extendiciclecolors", ExtendIcicleColors)
            .Set("iciclecolorway", IcicleColorWay).Set("annotations", Annotations).Set("shapes", Shapes).Set("selections", Selections)
            .Set("images", Images).Set("sliders", Sliders).Set("updatemenus", UpdateMenus);
}
