using System.Dynamic;

namespace DynamicObj;

/// <summary>An object whose properties are set by name: what every part of a chart is.</summary>
public class DynamicObj : DynamicObject
{
    internal Dictionary<string, object> Values { get; } = [];

    public void SetProperty(string propertyName, object propertyValue) => Values[propertyName] = propertyValue;
}
