namespace Workbench.Notebooks.Tests.Execution;

public sealed class NotebookParametersTests : IDisposable
{
    private const string Declarations =
        "int seed = 0; double beta = 0.1; string name = \"a\"; bool quick = true; long many = 1; float rate = 1f; int? cap = null; DayOfWeek day = DayOfWeek.Monday;";

    private readonly NotebookBuilder _notebook = new();

    public void Dispose() => _notebook.Dispose();

    private Task<NotebookResult> RunAsync(params (string Name, string Value)[] values) =>
        _notebook.Code(Declarations, "csharp", "parameters")
            .Code("FormattableString.Invariant($\"{seed}|{beta}|{name}|{quick}|{many}|{rate}|{cap}|{day}\")")
            .RunAsync(new NotebookRunOptions { Parameters = values.ToDictionary(value => value.Name, value => value.Value) });

    private string Shown => NotebookBuilder.Joined(_notebook.Outputs().Single().GetProperty("data").GetProperty("text/plain"));

    [Fact]
    public async Task Values_replace_those_of_the_tagged_cell_in_their_own_types()
    {
        var result = await RunAsync(
            ("seed", "-3"), ("beta", "1e-3"), ("name", "it's \"x\"\n"), ("quick", "False"), ("many", "5000000000"), ("rate", "2.5"), ("cap", "9"), ("day", "friday"));
        Assert.Null(result.Failure);
        Assert.Equal("-3|0.001|it's \"x\"\n|False|5000000000|2.5|9|Friday", Shown);
    }

    [Fact]
    public async Task Values_that_are_not_given_keep_what_the_notebook_says()
    {
        await RunAsync(("seed", "3"));
        Assert.Equal("3|0.1|a|True|1|1||Monday", Shown);
    }

    [Fact]
    public async Task The_injected_values_are_a_cell_of_the_copy_and_count_nothing()
    {
        await RunAsync(("seed", "3"));
        var cells = _notebook.Cells();
        Assert.Equal("seed = 3;", NotebookBuilder.Joined(cells[1].GetProperty("source")));
        Assert.Equal("injected-parameters", cells[1].GetProperty("metadata").GetProperty("tags")[0].GetString());
        Assert.Equal(2, cells[2].GetProperty("execution_count").GetInt32());
    }

    [Theory]
    [InlineData("sead", "1", "no parameter 'sead'. Did you mean 'seed'?")]
    [InlineData("seed", "much", "must be a whole number, found 'much'")]
    [InlineData("beta", "NaN", "must be a number, found 'NaN'")]
    [InlineData("quick", "yes", "must be true or false")]
    [InlineData("day", "someday", "must be one of Sunday")]
    public async Task A_value_that_does_not_fit_is_refused_with_the_reason(string name, string value, string reason)
    {
        Assert.Contains(reason, (await Assert.ThrowsAsync<WorkbenchException>(() => RunAsync((name, value)))).Message);
    }

    [Fact]
    public async Task Stopping_in_the_tagged_cell_is_no_fault_of_the_values()
    {
        using var cancellation = new CancellationTokenSource();
        _notebook.Code("while (true) { System.Threading.Thread.Sleep(5); }\nint seed = 0;", "csharp", "parameters");
        cancellation.CancelAfter(TimeSpan.FromSeconds(1));
        var options = new NotebookRunOptions { Parameters = new Dictionary<string, string> { ["seed"] = "1" } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _notebook.RunAsync(options, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task A_notebook_without_a_tagged_cell_has_no_parameters()
    {
        var options = new NotebookRunOptions { Parameters = new Dictionary<string, string> { ["seed"] = "1" } };
        Assert.Contains("no cell tagged 'parameters'", (await Assert.ThrowsAsync<WorkbenchException>(() => _notebook.Code("1").RunAsync(options))).Message);
    }
}
