#nullable enable
namespace Microsoft.DotNet.Interactive;

public record KernelCommandInfo(string Name);
