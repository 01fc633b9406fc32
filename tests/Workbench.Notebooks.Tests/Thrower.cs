namespace Workbench.Notebooks.Tests;

public static class Thrower
{
    public static void Throw() => throw new InvalidOperationException("from a file");
}
