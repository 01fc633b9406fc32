using Giraffe.ViewEngine;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Plotly.NET;

/// <summary>What a page around a chart says, and where it gets plotly.js from.</summary>
public class DisplayOptions : DynamicObj.DynamicObj
{
    public static DisplayOptions init(
        FSharpOption<string> DocumentTitle = null, FSharpOption<string> DocumentCharset = null, FSharpOption<string> DocumentDescription = null,
        FSharpOption<HtmlElements.XmlNode> DocumentFavicon = null, FSharpOption<FSharpList<HtmlElements.XmlNode>> AdditionalHeadTags = null,
        FSharpOption<FSharpList<HtmlElements.XmlNode>> ChartDescription = null, FSharpOption<PlotlyJSReference> PlotlyJSReference = null) =>
        new DisplayOptions()
            .Set("DocumentTitle", DocumentTitle).Set("DocumentCharset", DocumentCharset).Set("DocumentDescription", DocumentDescription)
            .Set("DocumentFavicon", DocumentFavicon).Set("AdditionalHeadTags", AdditionalHeadTags).Set("ChartDescription", ChartDescription)
            .Set("PlotlyJSReference", PlotlyJSReference);

    public static DisplayOptions initCDNOnly() => init(PlotlyJSReference: Plotly.NET.PlotlyJSReference.NewCDN(ChartPage.CdnAddress));
}
