namespace Workbench.Hub;

/// <summary>A fault that may be gone at the next attempt: a cut or silent connection, an overloaded server.</summary>
internal sealed class HubHiccup(string reason, Exception? cause = null, TimeSpan? wait = null) : Exception(reason, cause)
{
    /// <summary>How long the server asks to wait, or null.</summary>
    public TimeSpan? Wait { get; } = wait;
}
