namespace Workbench.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Without_arguments_it_explains_itself()
    {
        var (code, output, _) = await WorkbenchProcess.RunAsync();

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("workbench [command] [options]", output);
    }

    [Theory]
    [InlineData("Did you mean 'doctor'?", "docter")]
    [InlineData("Did you mean '--debug'?", "doctor", "--debgu")]
    [InlineData("has no option '--frobnicate'. See workbench doctor --help.", "doctor", "--frobnicate")]
    public async Task What_is_mistyped_is_answered_with_the_nearest_right_one(string message, params string[] arguments)
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync(arguments);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(message, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_doctor_names_packages_and_the_matrix_library()
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync("doctor");

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Contains("TorchSharp", output);
        Assert.Contains("torch_cpu", output);
        Assert.Contains("matrix library", output);
        Assert.Contains(" free", output);
        Assert.Contains("GFLOPS", output);
    }
}
