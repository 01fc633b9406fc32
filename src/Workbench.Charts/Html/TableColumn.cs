namespace Workbench.Charts;

/// <summary>A column of an <see cref="HtmlTable"/>.</summary>
/// <typeparam name="T">What a row is about.</typeparam>
/// <param name="Title">The column's heading, with its unit.</param>
/// <param name="Value">What is shown; a null is an empty cell.</param>
/// <param name="Format">A .NET format for numbers and dates, as "0.00" or "P1"; by default numbers show up to three decimals.</param>
public sealed record TableColumn<T>(string Title, Func<T, object?> Value, string? Format = null);
