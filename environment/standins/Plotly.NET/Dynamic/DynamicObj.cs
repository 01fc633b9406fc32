namespace DynamicObj;

/// <summary>An object whose properties are set by name: what every part of a chart is.</summary>
public class DynamicObj
{
    internal Dictionary<string, object> Properties { get; } = [];
}
