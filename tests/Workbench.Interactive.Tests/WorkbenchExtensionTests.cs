using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET.CSharp;
using Workbench.Charts;

namespace Workbench.Interactive.Tests;

public sealed class WorkbenchExtensionTests : IDisposable
{
    private readonly CompositeKernel _kernel = new() { DefaultKernelName = "csharp" };

    public WorkbenchExtensionTests() => _kernel.Add(new CSharpKernel().UseKernelHelpers());

    public void Dispose()
    {
        _kernel.Dispose();
        Formatter.ResetToDefault();
    }

    private static Plotly.NET.GenericChart Chart() => Plotly.NET.CSharp.Chart.Scatter<double, double, string>([0.0, 1.0], [2.0, 3.0], Plotly.NET.StyleParam.Mode.Lines);

    private async Task<IReadOnlyList<KernelEvent>> RunAsync(string code) => (await _kernel.SendAsync(new SubmitCode(code))).Events;

    [Fact]
    public void Charts_of_Plotly_are_drawn_without_a_network()
    {
        WorkbenchExtension.Load(_kernel);
        var html = Chart().ToDisplayString("text/html");
        Assert.Contains("wb-plot", html);
        Assert.DoesNotContain("src=\"http", html);
        Assert.DoesNotContain("cdn.plot.ly/plotly-", html);
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(Chart().GetType()));
    }

    [Fact]
    public void The_first_chart_of_a_notebook_brings_the_library_and_the_others_do_not()
    {
        WorkbenchExtension.Load(_kernel);
        var first = new Figure(Chart(), "first").ToDisplayString("text/html");
        var second = new Figure(Chart(), "second").ToDisplayString("text/html");
        Assert.True(first.Length > 1_000_000, $"{first.Length} characters");
        Assert.True(second.Length < 100_000, $"{second.Length} characters");
        WorkbenchExtension.Load(_kernel);
        Assert.True(new Figure(Chart(), "third").ToDisplayString("text/html").Length > 1_000_000);
    }

    [Fact]
    public void Tensors_and_data_frames_are_shown_as_tables()
    {
        WorkbenchExtension.Load(_kernel);
        using var tensor = TorchSharp.torch.zeros(2, 3);
        var frame = new Microsoft.Data.Analysis.DataFrame(new Microsoft.Data.Analysis.StringDataFrameColumn("reply", ["<b>"]));
        Assert.Contains("float32 [2, 3] on cpu", tensor.ToDisplayString("text/html"));
        Assert.Contains("&lt;b&gt;", frame.ToDisplayString("text/html"));
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(tensor.GetType()));
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(frame.GetType()));
    }

    [Fact]
    public async Task Steps_are_shown_without_the_extension()
    {
        var events = await RunAsync($"#r \"{typeof(WorkbenchException).Assembly.Location}\"\nnew Workbench.Training.SftStep(1, 0.5, 2.5, 10, 1e-4, 1, false)");
        var shown = Assert.Single(events.OfType<ReturnValueProduced>().Single().FormattedValues);
        Assert.Equal("text/html", shown.MimeType);
        Assert.Contains("<th scope=\"row\" style=\"text-align:left\">loss</th><td style=\"text-align:left\">2.5</td>", shown.Value);
    }

    [Fact]
    public async Task The_magic_command_shows_the_versions()
    {
        WorkbenchExtension.Load(_kernel);
        WorkbenchExtension.Load(_kernel);
        var events = await RunAsync("#!workbench");
        Assert.IsType<CommandSucceeded>(events[^1]);
        var html = events.OfType<DisplayedValueProduced>().Single().FormattedValues.Single();
        Assert.Equal("text/html", html.MimeType);
        Assert.Matches(@"<tr><th>TorchSharp</th><td>\d+\.\d+\.\d+</td></tr>", html.Value);
        Assert.Matches(@"<tr><th>Plotly.NET</th><td>\d+\.\d+\.\d+</td></tr>", html.Value);
        Assert.DoesNotContain("+", html.Value);
    }

    [Fact]
    public async Task What_the_package_runs_when_it_is_referenced_loads_the_extension()
    {
        await RunAsync($"#r \"{typeof(WorkbenchExtension).Assembly.Location}\"");
        var events = await RunAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "extension.dib")));
        Assert.Null(events.OfType<CommandFailed>().FirstOrDefault()?.Message);
        Assert.IsType<CommandSucceeded>((await RunAsync("#!workbench"))[^1]);
    }
}
