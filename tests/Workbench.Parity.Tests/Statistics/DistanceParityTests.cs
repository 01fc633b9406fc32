using System.Text.Json;
using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class DistanceParityTests
{
    private const string File = "distances.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Distances_and_divergences_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "wasserstein" => golden => OfSamples(golden, Distances.Wasserstein, 1e-10),
            "energy" => golden => OfSamples(golden, Distances.Energy, 1e-7),
            "divergence" => OfCounts,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void OfSamples(GoldenCase golden, Func<IReadOnlyList<double>, IReadOnlyList<double>, double> distance, double relative)
    {
        var (x, y) = golden.Pair();
        new Tolerance(relative, 1e-14).Compare("distance", golden.Value.Number(), distance(x, y));
    }

    private static void OfCounts(GoldenCase golden)
    {
        var added = golden.Number("added_to_counts");
        double[] x = [.. golden["counts_x"].Numbers().Select(c => c + added)];
        double[] y = [.. golden["counts_y"].Numbers().Select(c => c + added)];
        var logBase = golden.Parameter("base") is { ValueKind: JsonValueKind.Number } number ? number.Number()
            : golden.Text("base") == "e" ? Math.E
            : throw new NotSupportedException($"the test does not know the base {golden.Text("base")}");
        golden.Match(
            new Tolerance(1e-10, 1e-14),
            ("kl_x_y", Divergences.KullbackLeibler(x, y, logBase)),
            ("kl_y_x", Divergences.KullbackLeibler(y, x, logBase)),
            ("js_distance", Divergences.JensenShannonDistance(x, y, logBase)),
            ("entropy_x", Divergences.Entropy(x, logBase)));
    }
}
