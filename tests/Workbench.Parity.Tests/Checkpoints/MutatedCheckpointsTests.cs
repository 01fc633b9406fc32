using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Workbench.Checkpoints;
using Workbench.Models;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Checkpoints;

/// <summary>
/// Sound files with a few changes: each is refused with a message that names it, or loads to what it says, in bounded time and memory.
/// WORKBENCH_MUTATIONS sets how many in each test (a million by hand), WORKBENCH_SEED the seed.
/// </summary>
public sealed class MutatedCheckpointsTests(ITestOutputHelper output) : IDisposable
{
    private const long LargestExpanded = 8 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;
    private readonly int count = Setting("WORKBENCH_MUTATIONS", 1000);
    private readonly int seed = Setting("WORKBENCH_SEED", 1);

    [SkippableFact]
    public void Safetensors_files_are_refused_or_read_as_they_say() => Run(
        "model.safetensors", Good("*.safetensors"), bytes => [0..(8 + (int)Math.Min(bytes.Length - 8, BitConverter.ToInt64(bytes)))],
        (path, bytes, _) =>
        {
            using var store = SafetensorsFile.Open(path);
            var sound = SoundSafetensors.Tensors(bytes);
            Assert.NotNull(sound);
            Assert.Equal(sound.Keys.Order(), store.Tensors.Keys.Order());
            foreach (var name in store.Tensors.Keys)
            {
                using var tensor = store.Read(name);
                Assert.True(tensor.NumberOfElements == 0 ? sound[name].Length == 0 : tensor.bytes.SequenceEqual(sound[name].Span), name);
            }
        });

    [SkippableFact]
    public void Zip_files_are_refused_or_read_to_the_numbers_before_the_damage() => Run(
        "pytorch_model.bin", Good("*.bin").Where(IsZip), HotOfZip,
        (path, _, good) =>
        {
            using var store = PyTorchFile.Open(path);
            var original = Path.Combine(folder, "original.bin");
            File.WriteAllBytes(original, good);
            using var sound = PyTorchFile.Open(original);
            Assert.Equal(sound.Tensors.Keys.Order(), store.Tensors.Keys.Order());
            foreach (var name in store.Tensors.Keys)
            {
                using var tensor = store.Read(name);
                using var before = sound.Read(name);
                Assert.True(tensor.NumberOfElements == 0 || tensor.bytes.SequenceEqual(before.bytes), name);
            }
        });

    [SkippableFact]
    public void Pickles_in_sound_archives_are_refused_or_stay_within_their_storages() => Run(
        "pytorch_model.bin", Good("*.bin").Where(IsZip).Select(zip => Records(zip).Single(record => record.Name.EndsWith("/data.pkl", StringComparison.Ordinal)).Content),
        bytes => [0..bytes.Length], ReadAll, Zipped);

    [SkippableFact]
    public void Legacy_files_are_refused_or_stay_within_their_storages() => Run(
        "pytorch_model.bin", Good("*.bin").Where(bytes => !IsZip(bytes)), bytes => [0..(bytes.Length / 2)], ReadAll);

    [SkippableFact]
    public void Indices_are_refused_or_lead_to_what_is_there()
    {
        CopyOf("safetensors_sharded");
        Run("model.safetensors.index.json", Good("model.safetensors.index.json"), bytes => [0..bytes.Length], (_, _, _) =>
        {
            using var store = HuggingFaceFolder.Open(folder).OpenWeights();
            foreach (var name in store.Tensors.Keys)
            {
                store.Read(name).Dispose();
            }
        });
    }

    [SkippableFact]
    public void Configurations_are_refused_or_give_a_model()
    {
        CopyOf("safetensors");
        Run("config.json", [.. Good("config.json")], bytes => [0..bytes.Length], (_, _, _) => LanguageModels.Load(folder, warn: _ => { }).Dispose());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void CopyOf(string good)
    {
        var from = Fixtures.At("checkpoints", "good", good);
        Skip.IfNot(Directory.Exists(from), "this set of fixtures has no such folder");
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static IEnumerable<byte[]> Good(string pattern) =>
        Directory.Exists(Fixtures.At("checkpoints", "good"))
            ? Directory.GetFiles(Fixtures.At("checkpoints", "good"), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [];

    private static bool IsZip(byte[] bytes) => bytes.AsSpan().StartsWith("PK"u8);

    private static Range[] HotOfZip(byte[] bytes)
    {
        var directory = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        return [0..Math.Min(bytes.Length, 4096), directory..bytes.Length, directory..bytes.Length];
    }

    private static List<(string Name, byte[] Content)> Records(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return [.. archive.Entries.Select(entry =>
        {
            var content = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(content);
            return (entry.FullName, content);
        })];
    }

    // The damaged pickle in an archive whose checksums are right, with the storages of the first sound file.
    private static byte[] Zipped(byte[] pickle)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in SoundRecords.Value)
            {
                using var record = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                record.Write(name.EndsWith("/data.pkl", StringComparison.Ordinal) ? pickle : content);
            }
        }

        return stream.ToArray();
    }

    private static readonly Lazy<List<(string Name, byte[] Content)>> SoundRecords = new(() => Records(Good("*.bin").First(IsZip)));

    private static void ReadAll(string path, byte[] bytes, byte[] good)
    {
        using var store = PyTorchFile.Open(path);
        foreach (var (name, info) in store.Tensors)
        {
            using var tensor = store.Read(name);
            Assert.Equal(info.Shape, tensor.shape);
            Assert.True(info.Bytes <= Math.Max(bytes.Length, LargestExpanded), $"{name} takes {info.Bytes} bytes");
        }
    }

    private void Run(
        string fileName, IEnumerable<byte[]> files, Func<byte[], Range[]> hot, Action<string, byte[], byte[]> load, Func<byte[], byte[]>? wrap = null)
    {
        var good = files.ToArray();
        Skip.If(good.Length == 0, "this set of fixtures has no such files");
        var random = new Random(seed);
        var mutator = new Mutator(random);
        var path = Path.Combine(folder, fileName);
        var (loaded, slowest) = (0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            var original = good[random.Next(good.Length)];
            var damaged = mutator.Damage(original, hot(original), good[random.Next(good.Length)]);
            var bytes = wrap?.Invoke(damaged) ?? damaged;
            File.WriteAllBytes(path, bytes);
            var (start, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                load(path, bytes, original);
                loaded++;
            }
            catch (WorkbenchException refusal)
            {
                Assert.StartsWith(folder, refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception fault)
            {
                Fail($"{fault}");
            }

            var (allocated, took) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(start));
            slowest = took > slowest ? took : slowest;
            if (took > Longest || allocated > 2_000_000 + (64 * bytes.Length))
            {
                Fail($"it took {took} and {allocated} bytes of memory");
            }

            void Fail(string what)
            {
                var kept = Path.Combine(Path.GetTempPath(), $"mutation-{seed}-{i}-{fileName}");
                File.WriteAllBytes(kept, bytes);
                Assert.Fail($"seed {seed}, mutation {i}, kept as {kept}: {what}");
            }
        }

        output.WriteLine($"seed {seed}: {count} mutations, {count - loaded} refused, {loaded} loaded, the slowest in {slowest.TotalMilliseconds:0} ms");
    }
}
