public sealed class SurfaceTests
{
    public static TheoryData<string> Ids => [.. StandIns.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_recorded_surface_is_the_one_that_is_built(string id)
    {
        var recorded = File.Exists(StandIns.Recorded(id)) ? File.ReadAllLines(StandIns.Recorded(id)) : [];
        var built = StandIns.Surface(id);
        Assert.True(recorded.SequenceEqual(built),
            $"{id}/PUBLIC.txt is not current; environment/standins/tools/write-surfaces writes it. Different:\n{string.Join('\n', built.Except(recorded).Concat(recorded.Except(built)).Take(20))}");
    }

    [SkippableTheory]
    [MemberData(nameof(Ids))]
    public void All_that_a_stand_in_shows_is_in_the_real_package(string id)
    {
        var version = StandIns.Version(id);
        var found = RealPackage.Find(id, version);
        Skip.If(found is null, $"the registry does not have {id} {version}");
        var (assembly, references) = found!.Value;
        var shown = StandIns.Surface(id);
        // A stand-in may bring types of packages that the real one depends on.
        var brought = references.Where(file => shown.Any(line => line.StartsWith(Path.GetFileNameWithoutExtension(file) + ".", StringComparison.Ordinal)));
        var real = brought.Append(assembly).Distinct().SelectMany(file => PublicSurface.Of(file, references)).ToHashSet();
        // A slice may implement fewer of the real type's interfaces, and may not be derived from.
        var types = real.Select(Declaration.Of).OfType<Declaration>().ToDictionary(d => d.Kind, d => d.Bases);
        var invented = shown.Where(line => !real.Contains(line)
            && !(Declaration.Of(line) is { } d && (types.TryGetValue(d.Kind, out var bases) || types.TryGetValue(d.Kind.Replace(":: sealed class", ":: class"), out bases))
                && d.Bases.All(bases.Contains))).ToArray();
        Assert.True(invented.Length == 0, $"{invented.Length} declarations are not in {id} {version}:\n{string.Join('\n', invented.Take(40))}");
    }
}
