using System.Text.Json;

namespace Workbench.Notebooks.Tests;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly NotebookBuilder _notebook = new();

    public void Dispose() => _notebook.Dispose();

    [Fact]
    public async Task Cells_run_in_order_and_share_their_state()
    {
        var result = await _notebook.Text("# Lesson").Code("var x = 20;").Code("x += 1;").Code("2 * x").RunAsync();
        Assert.Null(result.Failure);
        Assert.Equal((3, 3), (result.CellCount, result.CellsRun));
        var output = Assert.Single(_notebook.Outputs());
        Assert.Equal("execute_result", output.GetProperty("output_type").GetString());
        Assert.Equal(3, output.GetProperty("execution_count").GetInt32());
        Assert.Contains("42", NotebookBuilder.Joined(output.GetProperty("data").GetProperty("text/html")));
    }

    [Fact]
    public async Task Prints_displays_and_errors_are_stored_as_the_format_says()
    {
        await _notebook.Code(
            """
            Console.Write("a");
            Console.WriteLine("b");
            "<b>c</b>".DisplayAs("text/html");
            Console.Error.WriteLine("d");
            Console.WriteLine("e");
            """).RunAsync();
        var outputs = _notebook.Outputs();
        Assert.Equal(["stream", "display_data", "stream", "stream"], outputs.Select(output => output.GetProperty("output_type").GetString()));
        Assert.Equal("ab\n", NotebookBuilder.Joined(outputs[0].GetProperty("text")));
        Assert.Equal("<b>c</b>", NotebookBuilder.Joined(outputs[1].GetProperty("data").GetProperty("text/html")));
        Assert.Equal("stderr", outputs[2].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_progress_line_that_overwrites_itself_is_stored_once()
    {
        await _notebook.Code("for (var i = 1; i <= 3; i++) { Console.Write($\"\\rstep {i}\"); } Console.WriteLine();").RunAsync();
        Assert.Equal("step 3\n", NotebookBuilder.Joined(_notebook.Outputs().Single().GetProperty("text")));
    }

    [Fact]
    public async Task An_updated_display_is_stored_once_as_it_was_in_the_end()
    {
        await _notebook.Code(
            """
            using Microsoft.DotNet.Interactive;
            var shown = KernelInvocationContext.Current.Display("1 of 2", "text/plain");
            Console.WriteLine("between");
            shown.Update("2 of 2");
            """).RunAsync();
        var outputs = _notebook.Outputs();
        Assert.Equal(2, outputs.Count);
        Assert.Equal("2 of 2", NotebookBuilder.Joined(outputs[0].GetProperty("data").GetProperty("text/plain")));
    }

    [Fact]
    public async Task The_first_failing_cell_stops_the_run_and_is_named_with_its_line()
    {
        var result = await _notebook
            .Text("# Lesson\n\n## 1. Start").Code("var x = 1;")
            .Text("## 2. Rewards").Code("var y = 2;\nvar z = missing;\nvar w = 1;").Code("Console.WriteLine(\"never\");")
            .RunAsync();
        Assert.Equal(new NotebookFailure(2, "2. Rewards", 2, NotebookFailureKind.Compilation, "CS0103: The name 'missing' does not exist in the current context"), result.Failure);
        Assert.Equal("cell 2 (2. Rewards), line 2: CS0103: The name 'missing' does not exist in the current context", result.Failure!.ToString());
        Assert.Equal(2, result.CellsRun);
        var error = Assert.Single(_notebook.Outputs());
        Assert.Equal("error", error.GetProperty("output_type").GetString());
        Assert.Equal(JsonValueKind.Null, _notebook.Cells()[^1].GetProperty("execution_count").ValueKind);
    }

    [Fact]
    public async Task An_exception_is_traced_to_its_line_in_the_cell()
    {
        var result = await _notebook.Code("var list = new List<int>();").Code("var a = 1;\n\nlist.Add(a);\nlist[5] = 2;\nlist.Add(3);").RunAsync();
        Assert.Equal((2, 4, NotebookFailureKind.Exception), (result.Failure!.Cell, result.Failure.Line, result.Failure.Kind));
        Assert.StartsWith("ArgumentOutOfRangeException: ", result.Failure.Message);
    }

    [Fact]
    public async Task An_exception_in_the_first_cell_has_its_line_too()
    {
        var result = await _notebook.Code("var a = 1;\nthrow new InvalidOperationException(\"no\");").RunAsync();
        Assert.Equal((1, 2, "InvalidOperationException: no"), (result.Failure!.Cell, result.Failure.Line, result.Failure.Message));
    }

    [Fact]
    public async Task An_exception_in_a_function_of_an_earlier_cell_is_traced_to_the_call_in_the_failing_one()
    {
        var result = await _notebook.Code("int Half(int n)\n{\n    if (n % 2 == 1)\n        throw new ArgumentException(\"odd\");\n    return n / 2;\n}")
            .Code("Half(4);\nHalf(2);\nHalf(3);").RunAsync();
        Assert.Equal((2, 3), (result.Failure!.Cell, result.Failure.Line));
    }

    [Fact]
    public async Task An_exception_after_awaiting_and_after_a_magic_command_is_traced_to_its_line()
    {
        var result = await _notebook.Code("#!csharp\n\nawait Task.Delay(1);\nawait Task.Run(() => throw new Exception(\"later\"));").RunAsync();
        Assert.Equal(4, result.Failure!.Line);
    }

    [Fact]
    public async Task A_fault_that_a_person_can_mend_is_told_in_its_own_words()
    {
        var result = await _notebook.Code(
            $"#r \"{typeof(WorkbenchException).Assembly.Location}\"\nthrow new Workbench.WorkbenchException(\"Take a smaller batch.\");").RunAsync();
        Assert.Equal("Take a smaller batch.", result.Failure!.Message);
    }

    [Fact]
    public async Task What_is_stored_of_an_exception_has_no_folder_of_this_machine()
    {
        await _notebook.Code("#r \"" + typeof(Thrower).Assembly.Location + "\"\nWorkbench.Notebooks.Tests.Thrower.Throw();").RunAsync();
        var trace = string.Join('\n', _notebook.Outputs().Single().GetProperty("traceback").EnumerateArray().Select(line => line.GetString()));
        Assert.Contains("Thrower.cs:line", trace);
        Assert.DoesNotContain(Path.DirectorySeparatorChar + "tests" + Path.DirectorySeparatorChar, trace);
        Assert.DoesNotContain("Scripting", trace);
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_is_stopped()
    {
        var result = await _notebook.Code("while (true) { System.Threading.Thread.Sleep(5); }").Code("1")
            .RunAsync(new NotebookRunOptions { CellTimeout = TimeSpan.FromSeconds(2) });
        Assert.Equal((NotebookFailureKind.Timeout, "took longer than 2 s."), (result.Failure!.Kind, result.Failure.Message));
        Assert.Equal(1, result.CellsRun);
    }

    [Fact]
    public async Task Cancelling_stops_the_cell_and_still_writes_the_outputs_until_then()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Progress(report =>
        {
            if (report.Text.Contains("started"))
            {
                cancellation.Cancel();
            }
        });
        _notebook.Code("Console.WriteLine(\"first\");").Code("Console.WriteLine(\"started\"); while (true) { System.Threading.Thread.Sleep(5); }").Code("1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _notebook.RunAsync(progress: progress, cancellationToken: cancellation.Token));
        Assert.Equal(["first\n", "started\n"], _notebook.Outputs().Select(output => NotebookBuilder.Joined(output.GetProperty("text"))));
    }

    [Fact]
    public async Task Progress_names_each_cell_and_passes_on_what_it_prints()
    {
        var seen = new List<string>();
        await _notebook.Text("# Lesson").Code("Console.Write(\"hello\");").Text("## 1. Next").Code("throw new Exception(\"x\");").RunAsync(
            progress: new Progress(report => seen.Add($"{report.State} {report.Cell}/{report.CellCount} {report.Heading} {report.Text}".Trim())));
        Assert.Equal(["Started 1/2 Lesson", "Printed 1/2 Lesson hello", "Finished 1/2 Lesson", "Started 2/2 1. Next", "Failed 2/2 1. Next"], seen);
    }

    [Fact]
    public async Task Paths_count_from_the_notebooks_folder_and_the_working_directory_comes_back()
    {
        var before = Directory.GetCurrentDirectory();
        await File.WriteAllTextAsync(Path.Combine(_notebook.Folder, "data.txt"), "here");
        await _notebook.Code("System.IO.File.ReadAllText(\"data.txt\")").RunAsync();
        Assert.Equal("here", NotebookBuilder.Joined(_notebook.Outputs().Single().GetProperty("data").GetProperty("text/plain")));
        Assert.Equal(before, Directory.GetCurrentDirectory());
    }

    [Fact]
    public async Task The_notebook_itself_stays_as_it_was()
    {
        _notebook.Code("1 + 1");
        var before = File.ReadAllText(_notebook.Save());
        await _notebook.RunAsync();
        Assert.Equal(before, File.ReadAllText(Path.Combine(_notebook.Folder, "lesson.ipynb")));
        Assert.Empty(Directory.GetFiles(_notebook.OutputFolder, "*.tmp"));
    }

    [Fact]
    public async Task Two_runs_write_the_same_bytes()
    {
        _notebook.Text("# Lesson").Code("var random = new Random(7);\nrandom.Next()").Code("new { A = 1, B = \"x\" }.Display();");
        await _notebook.RunAsync();
        var first = await File.ReadAllBytesAsync(_notebook.Executed);
        await _notebook.RunAsync();
        Assert.Equal(first, await File.ReadAllBytesAsync(_notebook.Executed));
    }

    [Fact]
    public async Task Formatters_of_one_notebook_are_forgotten_before_the_next()
    {
        using var other = new NotebookBuilder();
        await other.Code("Microsoft.DotNet.Interactive.Formatting.Formatter.Register<int>(_ => \"changed\", \"text/html\");").RunAsync();
        await _notebook.Code("7").RunAsync();
        Assert.DoesNotContain("changed", File.ReadAllText(_notebook.Executed));
    }

    [Fact]
    public async Task Metadata_of_cells_and_notebook_is_kept()
    {
        await _notebook.Code("1", "csharp", "remember-me").RunAsync();
        var executed = File.ReadAllText(_notebook.Executed);
        Assert.Contains("remember-me", executed);
        Assert.Contains("\"name\": \".net-csharp\"", executed);
        Assert.Contains("\"defaultKernelName\": \"csharp\"", executed);
        Assert.Contains("\"id\": \"code-0\"", executed);
    }

    [Fact]
    public async Task A_cell_of_an_unknown_language_is_a_clear_failure()
    {
        var result = await _notebook.Code("10 PRINT", "basic").RunAsync();
        Assert.Equal(NotebookFailureKind.Language, result.Failure!.Kind);
        Assert.Contains("'basic'", result.Failure.Message);
    }

    [Fact]
    public async Task An_html_cell_is_shown()
    {
        await _notebook.Code("<p>plain</p>", "html").RunAsync();
        Assert.Equal("<p>plain</p>", NotebookBuilder.Joined(_notebook.Outputs().Single().GetProperty("data").GetProperty("text/html")));
    }

    [Fact]
    public async Task A_value_that_cannot_be_shared_fails_the_cell()
    {
        var result = await _notebook.Code("#!share nothing --from csharp").RunAsync();
        Assert.Contains("Value 'nothing' not found in kernel csharp", result.Failure!.Message);
    }

    [Fact]
    public async Task An_empty_cell_does_nothing()
    {
        Assert.Null((await _notebook.Code("  \n").Code("// nothing").RunAsync()).Failure);
        Assert.Empty(_notebook.Outputs());
    }

    [Fact]
    public async Task A_web_page_is_written_beside_the_copy_where_it_is_asked_for()
    {
        var result = await _notebook.Text("# Lesson").Code("\"done\"").RunAsync(new NotebookRunOptions { Html = true });
        Assert.Equal(Path.Combine(_notebook.OutputFolder, "lesson.html"), result.HtmlFile);
        Assert.Contains("done", File.ReadAllText(result.HtmlFile!));
    }

    [Fact]
    public async Task Files_that_are_no_notebooks_are_refused_by_name()
    {
        var path = Path.Combine(_notebook.Folder, "broken.ipynb");
        await File.WriteAllTextAsync(path, "{ not json");
        Assert.Contains("broken.ipynb", (await Assert.ThrowsAsync<WorkbenchException>(() => NotebookRunner.RunAsync(path))).Message);
        await File.WriteAllTextAsync(path, "[1]");
        await Assert.ThrowsAsync<WorkbenchException>(() => NotebookRunner.RunAsync(path));
        await File.WriteAllTextAsync(path, """{"cells":[{"cell_type":"code","outputs":[{"output_type":"new"}],"source":""}]}""");
        Assert.Contains("output_type", (await Assert.ThrowsAsync<WorkbenchException>(() => NotebookRunner.RunAsync(path))).Message);
        await Assert.ThrowsAsync<WorkbenchException>(() => NotebookRunner.RunAsync(Path.Combine(_notebook.Folder, "absent.ipynb")));
        await Assert.ThrowsAsync<WorkbenchException>(() => NotebookRunner.RunAsync(Path.Combine(_notebook.Folder, "lesson.txt")));
    }

    [Fact]
    public async Task The_copy_never_replaces_the_notebook()
    {
        var path = _notebook.Code("1").Save();
        await Assert.ThrowsAsync<WorkbenchException>(() => NotebookRunner.RunAsync(path, new NotebookRunOptions { OutputFolder = _notebook.Folder }));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_written_is_told_and_the_old_one_stays()
    {
        Directory.CreateDirectory(_notebook.Executed);
        await File.WriteAllTextAsync(Path.Combine(_notebook.Executed, "kept"), "");
        await Assert.ThrowsAsync<WorkbenchException>(() => _notebook.Code("1").RunAsync());
        Assert.True(File.Exists(Path.Combine(_notebook.Executed, "kept")));
        Assert.Empty(Directory.GetFiles(_notebook.OutputFolder));
    }

    private sealed class Progress(Action<NotebookProgress> report) : IProgress<NotebookProgress>
    {
        public void Report(NotebookProgress value) => report(value);
    }
}
