using Microsoft.FSharp.Core;

namespace Workbench.Charts;

/// <summary>Plotly.NET's core takes F# options, whose conversion from null would be a value that is null instead of no value.</summary>
internal static class Options
{
    internal static FSharpOption<T>? Of<T>(T? value) where T : class => value is null ? null : FSharpOption<T>.Some(value);
}
