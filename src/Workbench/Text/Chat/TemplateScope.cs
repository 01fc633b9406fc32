namespace Workbench.Text.Chat;

/// <summary>The variables that an expression sees: its own, then those around it. What is set inside a loop ends with the loop's turn.</summary>
internal sealed class TemplateScope(TemplateScope? outer)
{
    private readonly Dictionary<string, object?> _variables = [];

    /// <summary>Stands for a variable or a member that does not exist: it prints nothing and counts as false.</summary>
    internal static object Undefined { get; } = new();

    internal object? this[string name]
    {
        get => _variables.TryGetValue(name, out var value) ? value : outer is null ? Undefined : outer[name];
        set => _variables[name] = value;
    }
}
