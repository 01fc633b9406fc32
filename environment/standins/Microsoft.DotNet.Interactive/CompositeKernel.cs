using System.Collections;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Execution;

namespace Microsoft.DotNet.Interactive;

public sealed class CompositeKernel : Kernel, IEnumerable<Kernel>
{
    private string _defaultKernelName;

    public CompositeKernel(string name = null) : base(name ?? ".NET")
    {
        KernelInfo.IsComposite = true;
        ChildKernels = new KernelCollection(this);
    }

    public KernelCollection ChildKernels { get; }

    public string DefaultKernelName
    {
        get => _defaultKernelName ?? (ChildKernels.Count == 1 ? ChildKernels.Single().Name : null);
        set => _defaultKernelName = value;
    }

    public void Add(Kernel kernel, IEnumerable<string> aliases = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (kernel.ParentKernel is not null)
        {
            throw new InvalidOperationException($"Kernel \"{kernel.Name}\" already has a parent: \"{kernel.ParentKernel.Name}\".");
        }

        if (kernel is CompositeKernel)
        {
            throw new ArgumentException($"{nameof(CompositeKernel)} cannot be added as a child kernel.", nameof(kernel));
        }

        kernel.ParentKernel = this;
        kernel.RootKernel = RootKernel;
        AddSpecifier(kernel.KernelSpecifierDirective);
        foreach (var alias in aliases ?? [])
        {
            AddSpecifier(new KernelSpecifierDirective($"#!{alias}", kernel.Name));
            kernel.KernelInfo.NameAndAliases.Add(alias);
        }

        ChildKernels.Add(kernel);
        RegisterForDisposal(((EventStream)kernel.KernelEvents).Subscribe(PublishEvent));
        RegisterForDisposal(kernel);
        if (KernelInvocationContext.Current is { } context)
        {
            context.Publish(new KernelInfoProduced(kernel.KernelInfo, context.Command));
        }
        else
        {
            PublishEvent(new KernelInfoProduced(kernel.KernelInfo, new NoCommand()));
        }
    }

    public IEnumerator<Kernel> GetEnumerator() => ChildKernels.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override Kernel HandlingKernelFor(KernelCommand command)
    {
        var name = command.TargetKernelName ?? (KernelInfo.Supports(command.GetType()) ? Name : DefaultKernelName);
        return name is not null && ChildKernels.TryGetByAlias(name, out var kernel) ? kernel : this;
    }

    private void AddSpecifier(KernelSpecifierDirective directive)
    {
        if (KernelInfo.Directive(directive.Name) is not null)
        {
            throw new ArgumentException($"The kernel name or alias '{directive.Name.Replace("#!", "")}' is already in use.");
        }

        KernelInfo.SupportedDirectives.Add(directive);
    }
}
