namespace Microsoft.DotNet.Interactive.Commands;

public abstract class KernelCommand : IEquatable<KernelCommand>
{
    private readonly List<KernelCommand> _bubbling = [];
    private int _children;
    private string _token;

    protected KernelCommand(string targetKernelName = null) => TargetKernelName = targetKernelName;

    public KernelCommandInvocation Handler { get; set; }

    public KernelCommand Parent { get; private set; }

    public string TargetKernelName { get; internal set; }

    public void SetParent(KernelCommand parent, bool bubbleEvents = false)
    {
        ArgumentNullException.ThrowIfNull(parent);
        if (Parent is not null && !Parent.Equals(parent))
        {
            throw new InvalidOperationException("Parent cannot be changed.");
        }

        if (Parent is null && _token is not null && RootToken(_token) != RootToken(parent.GetOrCreateToken()))
        {
            throw new InvalidOperationException("Token of parented command cannot be changed.");
        }

        Parent = parent;
        GetOrCreateToken();
        if (bubbleEvents)
        {
            parent._bubbling.Add(this);
        }
    }

    public void SetToken(string token)
    {
        if (_token is not null && token != _token)
        {
            throw new InvalidOperationException("Command token cannot be changed.");
        }

        _token = token;
    }

    public string GetOrCreateToken() => _token ??= Parent is null
        ? Convert.ToBase64String(Guid.NewGuid().ToByteArray())
        : $"{Parent.GetOrCreateToken()}.{Interlocked.Increment(ref Parent._children)}";

    public virtual Task InvokeAsync(KernelInvocationContext context) =>
        Handler is null ? throw new NoSuitableKernelException(this) : Handler(this, context);

    public bool Equals(KernelCommand other) =>
        ReferenceEquals(this, other) || (_token is not null && other?._token is not null && _token == other._token);

    /// <summary>Events of a command that nobody asked for by name are its parent's.</summary>
    internal virtual bool IsHidden => false;

    internal KernelCommand Visible => IsHidden ? Parent?.Visible : this;

    internal bool IncludesEventsOf(KernelCommand other) => Equals(other) || _bubbling.Any(child => child.Equals(other));

    private static string RootToken(string token) => token.Split('.')[0];
}
