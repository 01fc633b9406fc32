using System.Text;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    private string At(string name) => Path.Combine(folder, name);

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["float"] = randn(3, 5),
            ["double"] = randn([2, 2], dtype: ScalarType.Float64),
            ["half"] = randn(4).to(ScalarType.Float16),
            ["brain"] = randn(4).to(ScalarType.BFloat16),
            ["long"] = arange(7, dtype: ScalarType.Int64),
            ["int"] = arange(3, dtype: ScalarType.Int32),
            ["byte"] = arange(3, dtype: ScalarType.Byte),
            ["bool"] = tensor(new[] { true, false }),
            ["scalar"] = tensor(1.5f),
            ["empty"] = zeros(0, 7),
            ["transposed"] = randn(3, 5).t(),
            ["name with \"quotes\" and ü"] = ones(1),
        };

        SafetensorsFile.Write(At("a.safetensors"), tensors, new Dictionary<string, string> { ["format"] = "pt", ["note"] = "ä" });

        using var file = SafetensorsFile.Open(At("a.safetensors"));
        Assert.Equal(tensors.Keys.Order(), file.Tensors.Keys.Order());
        Assert.Equal("ä", file.Metadata["note"]);
        foreach (var (name, tensor) in tensors)
        {
            var read = file.Read(name);
            Assert.Equal(tensor.dtype, read.dtype);
            Assert.Equal(tensor.shape, read.shape);
            Assert.True(tensor.contiguous().bytes.SequenceEqual(read.bytes), name);
        }
    }

    [Fact]
    public void Data_begins_at_a_multiple_of_eight_bytes_and_wide_types_come_first()
    {
        using var scope = NewDisposeScope();
        SafetensorsFile.Write(At("a.safetensors"), new Dictionary<string, Tensor> { ["b"] = zeros(3, dtype: ScalarType.Byte), ["a"] = zeros(3), ["c"] = zeros(1, dtype: ScalarType.Float64) });
        var bytes = File.ReadAllBytes(At("a.safetensors"));
        var length = BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        var header = Encoding.UTF8.GetString(bytes, 8, (int)length);
        Assert.StartsWith("{\"__metadata__\":{\"format\":\"pt\"},\"c\":", header, StringComparison.Ordinal);
        Assert.Contains("\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[8,20]}", header);
    }

    [Fact]
    public void A_file_that_is_replaced_is_never_half_written()
    {
        using var scope = NewDisposeScope();
        SafetensorsFile.Write(At("a.safetensors"), new Dictionary<string, Tensor> { ["a"] = ones(3) });
        Assert.ThrowsAny<Exception>(() => SafetensorsFile.Write(At("a.safetensors"), new Dictionary<string, Tensor> { ["a"] = zeros([3], device: new Device("meta")) }));
        using var file = SafetensorsFile.Open(At("a.safetensors"));
        Assert.Equal(3, file.Read("a").sum().item<float>());
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        SafetensorsFile.Write(At("a.safetensors"), new Dictionary<string, Tensor>());
        using var file = SafetensorsFile.Open(At("a.safetensors"));
        var refusal = Assert.Throws<WorkbenchException>(() => file.Read("x"));
        Assert.Contains("a.safetensors", refusal.Message);
        Assert.Contains("x", refusal.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var refusal = Assert.Throws<WorkbenchException>(() => SafetensorsFile.Open(At("none.safetensors")));
        Assert.Contains("none.safetensors", refusal.Message);
    }

    [Fact]
    public void A_minus_before_a_zero_is_no_whole_number()
    {
        var header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[-0,1]}}""");
        File.WriteAllBytes(At("a.safetensors"), [.. BitConverter.GetBytes((long)header.Length), .. header, 0]);
        var refusal = Assert.Throws<WorkbenchException>(() => SafetensorsFile.Open(At("a.safetensors")));
        Assert.Contains("whole numbers", refusal.Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
