using System.Text;
using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>
/// Reads a state dict that PyTorch's <c>torch.save</c> wrote, in the zip format or the legacy one. Such files are pickles, which can run
/// anything when Python loads them; here nothing is ever run, and whatever is no tensor or name of one is refused.
/// </summary>
public sealed class PyTorchFile : ITensorStore
{
    private const long LargestExpanded = 1 << 20;

    private readonly IStorageReader storages;
    private readonly Dictionary<string, Pickled.View> views;
    private (Pickled.Storage Storage, Tensor Numbers)? last;

    private PyTorchFile(string path, IStorageReader storages, Dictionary<string, Pickled.View> views)
    {
        Location = path;
        this.storages = storages;
        this.views = views;
        Tensors = views.ToDictionary(pair => pair.Key, pair => new TensorInfo(pair.Value.Source.DType, pair.Value.Shape));
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Opens a file and reads its names and shapes.</summary>
    /// <exception cref="WorkbenchException">There is no such file, it is not sound, or it asks for something that a state dict does not need.</exception>
    public static PyTorchFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = File.OpenRead(path);
            var (content, storages) = IsZip(stream) ? PyTorchZip.Open(stream) : PyTorchLegacy.Open(stream);
            return new PyTorchFile(path, storages, Views(content));
        }
        catch (Exception e) when (IsFault(e))
        {
            stream?.Dispose();
            throw Refusal(path, e);
        }
    }

    /// <inheritdoc/>
    public Tensor Read(string name) => Load(name, TypeOf(name, View(name).Source), CPU).Tensor;

    /// <inheritdoc/>
    public LoadedTensor Load(string name, ScalarType dtype, Device device)
    {
        var view = View(name);
        var count = view.Shape.Aggregate(1L, (product, size) => product * size);
        if (count > Math.Max(view.Source.Count, LargestExpanded))
        {
            throw new WorkbenchException(
                $"{Location}: tensor {name} repeats {view.Source.Count} stored numbers to {count}; it would take far more memory than the file.");
        }

        if (IsWhole(view, count))
        {
            return Filled(name, view.Source, view.Shape, dtype, device);
        }

        using var scope = NewDisposeScope();
        var part = Numbers(name, view.Source).as_strided([.. view.Shape], [.. view.Strides], view.Offset).contiguous().view(-1);
        using var target = new TensorTarget(view.Shape, part.dtype, dtype, device);
        var start = 0L;
        var loaded = target.Fill(bytes =>
        {
            var length = bytes.Length / part.ElementSize;
            part.narrow(0, start, length).bytes.CopyTo(bytes);
            start += length;
        });
        loaded.Tensor.MoveToOuterDisposeScope();
        return loaded;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        last?.Numbers.Dispose();
        storages.Dispose();
    }

    private static bool IsZip(FileStream stream)
    {
        Span<byte> start = stackalloc byte[64];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        var text = Encoding.ASCII.GetString(start);
        return start switch
        {
            [] => throw new PickleFault("it is empty"),
            [(byte)'P', (byte)'K', 3, 4, ..] => true,
            [0x80, ..] => false,
            _ when text.StartsWith("version https://git-lfs", StringComparison.Ordinal) =>
                throw new PickleFault("it is a Git LFS pointer, not the weights: fetch them with git lfs pull"),
            _ when text.TrimStart().StartsWith('<') => throw new PickleFault("it is a web page, not weights: the download went wrong"),
            _ => throw new PickleFault("it begins neither as a zip archive nor as a pickle of protocol 2 or later"),
        };
    }

    private static Dictionary<string, Pickled.View> Views(object? content)
    {
        var views = new Dictionary<string, Pickled.View>(StringComparer.Ordinal);
        foreach (var (key, value) in (content as Pickled.Dict ?? throw new PickleFault("it holds no dict of tensors")).Items)
        {
            if (key is string name && value is Pickled.View view)
            {
                views[name] = view;
            }
        }

        return views.Count > 0 ? views : throw new PickleFault("its dict holds no tensors by name");
    }

    private static bool IsFault(Exception e) =>
        e is PickleFault or IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ArgumentException;

    private static WorkbenchException Refusal(string path, Exception e) => new($"{path}: not a sound PyTorch file: {e.Message.TrimEnd('.')}.", e);

    private ScalarType TypeOf(string name, Pickled.Storage storage) => SafetensorsDType.TypeOf(storage.DType)
        ?? throw new WorkbenchException($"{Location}: tensor {name} has dtype {storage.DType}, which torch cannot hold here.");

    // Whether a view shows its storage from the first number to the last, in order.
    private static bool IsWhole(Pickled.View view, long count)
    {
        var (stride, inOrder) = (1L, true);
        for (var i = view.Shape.Count - 1; i >= 0; i--)
        {
            inOrder = inOrder && (view.Strides[i] == stride || view.Shape[i] == 1);
            stride *= view.Shape[i];
        }

        return inOrder && view.Offset == 0 && count == view.Source.Count;
    }

    private Pickled.View View(string name) =>
        views.TryGetValue(name, out var view) ? view : throw new WorkbenchException($"{Location}: holds no tensor {name}.");

    // Views of one storage follow one another: the last storage is kept.
    private Tensor Numbers(string name, Pickled.Storage storage)
    {
        if (last is { } kept && kept.Storage == storage)
        {
            return kept.Numbers;
        }

        last?.Numbers.Dispose();
        last = null;
        var numbers = Filled(name, storage, [storage.Count], TypeOf(name, storage), CPU).Tensor.DetachFromDisposeScope();
        last = (storage, numbers);
        return numbers;
    }

    // A storage cannot be larger than the file that holds it: known before memory is taken.
    private LoadedTensor Filled(string name, Pickled.Storage storage, IReadOnlyList<long> shape, ScalarType dtype, Device device)
    {
        var stored = TypeOf(name, storage);
        try
        {
            if (storage.Count > new FileInfo(Location).Length / SafetensorsDType.SizeOf(storage.DType))
            {
                throw new PickleFault($"storage {storage.Key} has {storage.Count} elements, more than the file can hold");
            }

            using var target = new TensorTarget(shape, stored, dtype, device);
            return storages.Fill(storage, target);
        }
        catch (Exception e) when (IsFault(e))
        {
            throw Refusal(Location, e);
        }
    }
}
