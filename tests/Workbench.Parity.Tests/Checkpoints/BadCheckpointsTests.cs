using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>Broken and hostile files: each is refused with a message that names it, or loads where its table says so.</summary>
public class BadCheckpointsTests
{
    private const string Bad = "bad";

    public static TheoryData<string, string> Files
    {
        get
        {
            var table = Fixtures.At("checkpoints", Bad, "bad.json");
            var rows = new TheoryData<string, string>();
            if (!File.Exists(table))
            {
                rows.Add(Fixtures.None, "");
                return rows;
            }

            foreach (var item in Fixtures.Json("checkpoints", Bad, "bad.json").EnumerateArray())
            {
                rows.Add(item.GetProperty("file").GetString()!, item.GetProperty("expect").GetString()!);
            }

            return rows;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Each_file_is_refused_by_name_or_loads_as_its_table_says(string file, string expect)
    {
        Fixtures.SkipIfNone(file);
        var before = Snapshot();
        var warnings = new List<string>();

        var fault = Record.Exception(() => Load(file, warnings.Add));

        if (fault is null)
        {
            Assert.False(expect.StartsWith("refuse", StringComparison.Ordinal) && !expect.Contains("or load"), $"{file} was loaded");
        }
        else
        {
            var refusal = Assert.IsType<WorkbenchException>(fault);
            Assert.True(expect.StartsWith("refuse", StringComparison.Ordinal), refusal.Message);
            Assert.Contains(Path.GetFileName(Path.GetDirectoryName(Path.Combine(Bad, file))!), refusal.Message);
        }

        if (expect.Contains("warning"))
        {
            Assert.Contains(warnings, warning => warning.Contains("transformer.wte.weight"));
        }

        Assert.Equal(before, Snapshot());
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Refusing_takes_little_memory(string file, string expect)
    {
        Fixtures.SkipIfNone(file);
        Skip.IfNot(expect.StartsWith("refuse", StringComparison.Ordinal), "this one loads");
        var size = new FileInfo(Fixtures.At("checkpoints", Bad, file)).Length;
        Record.Exception(() => Load(file, _ => { }));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Record.Exception(() => Load(file, _ => { }));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < 2_000_000 + 64 * size, $"{file}: {allocated} bytes were allocated for a file of {size}");
    }

    private static void Load(string file, Action<string> warn)
    {
        using var scope = NewDisposeScope();
        var path = Fixtures.At("checkpoints", Bad, file);
        if (file.Contains('/'))
        {
            var folder = Path.GetDirectoryName(path)!;
            if (file.Contains("index.json"))
            {
                using var store = HuggingFaceFolder.Open(folder).OpenWeights();
                ReadAll(store);
                return;
            }

            LanguageModels.Load(folder, warn: warn).Dispose();
            return;
        }

        using var single = TensorStores.Open(path);
        ReadAll(single);
        var w = single.Read("w");
        Assert.Equal([4L, 6L], w.shape);
        Assert.Equal(0, w.abs().max().item<float>());
    }

    private static void ReadAll(ITensorStore store)
    {
        foreach (var name in store.Tensors.Keys)
        {
            store.Read(name).Dispose();
        }
    }

    // Nothing may be written beside the files, wherever a name in an archive points to.
    private static string[] Snapshot() =>
        [.. Directory.EnumerateFileSystemEntries(Fixtures.At("checkpoints"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
