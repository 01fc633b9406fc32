namespace Microsoft.DotNet.Interactive.Execution;

/// <summary>The commands that a kernel handles by implementing <see cref="IKernelCommandHandler{TCommand}"/>.</summary>
internal static class HandlerInterfaces
{
    internal static IEnumerable<Type> CommandTypesOf(Type kernelType) =>
        kernelType.GetInterfaces()
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IKernelCommandHandler<>))
            .Select(contract => contract.GenericTypeArguments[0]);

    internal static KernelCommandInvocation Find(Kernel kernel, Type commandType)
    {
        var contract = typeof(IKernelCommandHandler<>).MakeGenericType(commandType);
        var handle = contract.IsInstanceOfType(kernel) ? contract.GetMethod("HandleAsync") : null;
        return handle is null ? null : (command, context) => (Task)handle.Invoke(kernel, [command, context]);
    }
}
