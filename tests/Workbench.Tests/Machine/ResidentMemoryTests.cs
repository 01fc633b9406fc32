using Workbench.Machine;
using static TorchSharp.torch;

namespace Workbench.Tests.Machine;

public sealed class ResidentMemoryTests
{
    [Fact]
    public void ThePeakRemembersWhatIsGoneAgain()
    {
        const long size = 200L << 20;
        var before = ResidentMemory.Current;
        using (ones(size / 4))
        {
            Assert.True(ResidentMemory.Current > before + size / 2);
        }

        Assert.True(ResidentMemory.Peak > before + size / 2);
        Assert.True(ResidentMemory.Free() > 0);
    }
}
