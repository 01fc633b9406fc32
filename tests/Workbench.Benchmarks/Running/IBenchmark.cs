namespace Workbench.Benchmarks.Running;

/// <summary>Something whose time is measured.</summary>
internal interface IBenchmark
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>One line for the list.</summary>
    string About { get; }

    /// <summary>Measures; rows are shown as they come.</summary>
    IEnumerable<Measurement> Run(BenchmarkContext context);
}
