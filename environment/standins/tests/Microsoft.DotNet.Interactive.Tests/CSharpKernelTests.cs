using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Tests;

public sealed class CSharpKernelTests : IDisposable
{
    private readonly CSharpSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_later_cell_sees_what_earlier_ones_declared()
    {
        await _session.RunAsync("var x = 20; int Double(int n) => 2 * n; record Point(int X);");
        var events = await _session.RunAsync("Double(x) + new Point(2).X");
        Assert.Equal(42, events.OfType<ReturnValueProduced>().Single().Value);
        Assert.IsType<CommandSucceeded>(events[^1]);
    }

    [Fact]
    public async Task Usings_stay_for_later_cells()
    {
        await _session.RunAsync("using System.Globalization;");
        var events = await _session.RunAsync("CultureInfo.InvariantCulture.Name.Length");
        Assert.Equal(0, events.OfType<ReturnValueProduced>().Single().Value);
    }

    [Fact]
    public async Task A_statement_returns_nothing()
    {
        Assert.Empty((await _session.RunAsync("var y = 1;")).OfType<ReturnValueProduced>());
    }

    [Fact]
    public async Task A_submission_is_received_then_diagnosed_then_done()
    {
        var events = await _session.RunAsync("1 + 1");
        Assert.Equal(
            [nameof(CodeSubmissionReceived), nameof(CompleteCodeSubmissionReceived), nameof(DiagnosticsProduced), nameof(ReturnValueProduced), nameof(CommandSucceeded)],
            events.Select(e => e.GetType().Name));
    }

    [Fact]
    public async Task What_is_printed_comes_in_order_with_what_is_displayed()
    {
        var events = await _session.RunAsync(
            """Console.WriteLine("one"); "two".DisplayAs("text/plain"); Console.Error.Write("three"); await Task.Run(() => Console.Write("four"));""");
        var shown = events.OfType<DisplayEvent>().Select(e => (e.GetType().Name, e.FormattedValues.Single().Value)).ToArray();
        Assert.Equal(
            [
                (nameof(StandardOutputValueProduced), "one" + Environment.NewLine),
                (nameof(DisplayedValueProduced), "two"),
                (nameof(StandardErrorValueProduced), "three"),
                (nameof(StandardOutputValueProduced), "four"),
            ],
            shown);
    }

    [Fact]
    public async Task The_console_is_given_back_after_a_cell()
    {
        var before = Console.Out;
        await _session.RunAsync("Console.WriteLine(1);");
        Assert.Same(before, Console.Out);
    }

    [Fact]
    public async Task A_compile_error_names_its_line_and_fails_with_its_text()
    {
        var events = await _session.RunAsync("var a = 1;\nvar b = missing;");
        var diagnostic = Assert.Single(events.OfType<DiagnosticsProduced>().Single().Diagnostics);
        Assert.Equal(("CS0103", DiagnosticSeverity.Error, 1), (diagnostic.Code, diagnostic.Severity, diagnostic.LinePositionSpan.Start.Line));
        var failed = Assert.IsType<CommandFailed>(events[^1]);
        Assert.IsType<CodeSubmissionCompilationErrorException>(failed.Exception);
        Assert.Equal("(2,9): error CS0103: The name 'missing' does not exist in the current context", failed.Message);
    }

    [Fact]
    public async Task A_compile_error_after_a_magic_command_counts_lines_from_the_start_of_the_cell()
    {
        var events = await _session.RunAsync("#!csharp\n\nvar a = missing;");
        Assert.Equal(2, events.OfType<DiagnosticsProduced>().Single().Diagnostics.Single().LinePositionSpan.Start.Line);
    }

    [Fact]
    public async Task An_exception_fails_the_cell_and_keeps_what_was_declared_before_it()
    {
        await _session.RunAsync("int z = 1;");
        var events = await _session.RunAsync("z = 5; throw new InvalidOperationException(\"oops\");");
        var failed = Assert.IsType<CommandFailed>(events[^1]);
        Assert.IsType<InvalidOperationException>(failed.Exception);
        Assert.StartsWith("System.InvalidOperationException: oops", failed.Message);
        Assert.Equal(5, (await _session.RunAsync("z")).OfType<ReturnValueProduced>().Single().Value);
    }

    [Fact]
    public async Task The_value_that_the_context_displays_is_updated_under_the_id_it_was_shown_with()
    {
        var events = await _session.RunAsync(
            """
            using Microsoft.DotNet.Interactive;
            var shown = KernelInvocationContext.Current.Display("<b>1</b>", "text/html");
            shown.Update("<b>2</b>");
            """);
        var produced = events.OfType<DisplayedValueProduced>().Single();
        var updated = events.OfType<DisplayedValueUpdated>().Single();
        Assert.Equal(produced.ValueId, updated.ValueId);
        Assert.Equal("text/html", updated.FormattedValues.Single().MimeType);
    }

    [Fact]
    public async Task The_value_that_display_returns_has_an_id_that_was_never_shown_as_in_the_real_package()
    {
        var events = await _session.RunAsync("display(1).Update(2);");
        Assert.NotEqual(events.OfType<DisplayedValueProduced>().Single().ValueId, events.OfType<DisplayedValueUpdated>().Single().ValueId);
    }

    [Fact]
    public async Task HTML_is_returned_as_it_is()
    {
        var events = await _session.RunAsync("HTML(\"<i>x</i>\")");
        var formatted = events.OfType<ReturnValueProduced>().Single().FormattedValues.Single();
        Assert.Equal(("text/html", "<i>x</i>"), (formatted.MimeType, formatted.Value));
    }

    [Fact]
    public async Task A_cancelled_cell_is_given_up_even_if_it_never_listens()
    {
        using var cancellation = new CancellationTokenSource();
        var running = _session.RunAsync("while (true) { System.Threading.Thread.Sleep(5); }", cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_library_is_referenced_by_its_path_and_its_dependencies_are_found_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("workbench-r-");
        try
        {
            var inner = TestAssembly.Compile(folder.FullName, "Inner", "namespace Inner; public class Answer { public int Value => 42; }");
            TestAssembly.Compile(folder.FullName, "Outer", "namespace Outer; public class Facade { public int Ask() => new Inner.Answer().Value; }", inner);
            var events = await _session.RunAsync($"#r \"{Path.Combine(folder.FullName, "Outer.dll")}\"\nusing Outer;\nnew Facade().Ask()");
            Assert.Equal(42, events.OfType<ReturnValueProduced>().Single().Value);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task A_library_that_is_not_there_is_a_compile_error_at_its_line()
    {
        var events = await _session.RunAsync("// One comment\n#r \"nowhere/Missing.dll\"\nvar a = 1;");
        Assert.StartsWith("(2,1): error CS0006: Metadata file 'nowhere/Missing.dll' could not be found", ((CommandFailed)events[^1]).Message);
    }

    [Fact]
    public async Task Assembly_references_can_be_added_from_outside()
    {
        var folder = Directory.CreateTempSubdirectory("workbench-add-");
        try
        {
            var path = TestAssembly.Compile(folder.FullName, "Added", "namespace Added; public class Thing { public int One => 1; }");
            _session.CSharp.AddAssemblyReferences([path]);
            var events = await _session.RunAsync("new Added.Thing().One");
            Assert.Equal(1, events.OfType<ReturnValueProduced>().Single().Value);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task Values_go_in_and_out_by_name()
    {
        await _session.CSharp.SetValueAsync("list", new List<int> { 1, 2 }, typeof(IReadOnlyList<int>));
        await _session.RunAsync("var count = list.Count;");
        Assert.True(_session.CSharp.TryGetValue<int>("count", out var count));
        Assert.Equal(2, count);
        Assert.False(_session.CSharp.TryGetValue<int>("nothing", out _));
        Assert.Equal(
            ["count", "list"],
            (await _session.Root.SendAsync(new RequestValueInfos("csharp"))).Events.OfType<ValueInfosProduced>().Single().ValueInfos.Select(info => info.Name).Order());
    }

    [Fact]
    public async Task Who_lists_the_variables()
    {
        await _session.RunAsync("var first = 1; var second = 2;");
        var html = (await _session.RunAsync("#!who")).OfType<DisplayedValueProduced>().Single().FormattedValues.Single().Value;
        Assert.Contains("first", html);
        Assert.Contains("second", html);
        Assert.Contains("<th>Type</th>", (await _session.RunAsync("#!whos")).OfType<DisplayedValueProduced>().Single().FormattedValues.Single().Value);
    }
}
