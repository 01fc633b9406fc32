#pragma warning disable
namespace TorchSharp;
public static partial class torch { public sealed partial class Tensor : System.IDisposable { public long[] shape => throw null!; public void Dispose() { } } public static partial class nn { public class Module { } } }
