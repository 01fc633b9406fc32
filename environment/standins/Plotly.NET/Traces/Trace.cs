using Microsoft.FSharp.Core;

namespace Plotly.NET;

/// <summary>Data of a chart with the way it is drawn.</summary>
public class Trace : DynamicObj.DynamicObj
{
    internal Trace(string type) => this.Set("type", (object)type);

    /// <summary>A chart of this trace alone, with the defaults' size, template and configuration unless told otherwise.</summary>
    internal GenericChart ToChart(FSharpOption<bool> useDefaults) => useDefaults is { Value: false }
        ? new GenericChart([this], new Layout(), new Config(), DisplayOptions.initCDNOnly())
        : new GenericChart([this], Defaults.NewLayout(), Parts.Merge(new Config(), Defaults.DefaultConfig), Parts.Merge(new DisplayOptions(), Defaults.DefaultDisplayOptions));
}
