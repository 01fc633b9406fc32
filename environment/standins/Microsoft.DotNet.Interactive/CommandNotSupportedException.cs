namespace Microsoft.DotNet.Interactive;

public class CommandNotSupportedException : Exception
{
    public CommandNotSupportedException(Type commandType, Kernel kernel)
        : base($"Kernel {kernel} does not support command type {commandType.Name}.")
    {
    }
}
