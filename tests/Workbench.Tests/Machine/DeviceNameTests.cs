using Workbench.Machine;
using static TorchSharp.torch;

namespace Workbench.Tests.Machine;

public sealed class DeviceNameTests
{
    [Fact]
    public void The_processor_is_always_there() => Assert.Equal(TorchSharp.DeviceType.CPU, DeviceName.Parse("cpu").type);

    [Theory]
    [InlineData("")]
    [InlineData("CPU")]
    [InlineData("tpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1x")]
    public void What_is_no_device_is_refused_with_those_that_are(string name) =>
        Assert.Contains("expected cpu, cuda or cuda:N", Assert.Throws<WorkbenchException>(() => DeviceName.Parse(name)).Message);

    [Fact]
    public void A_device_that_this_machine_lacks_is_explained() =>
        Assert.Contains("is not there", Assert.Throws<WorkbenchException>(() => DeviceName.Parse($"cuda:{(cuda.is_available() ? cuda.device_count() : 0)}")).Message);
}
