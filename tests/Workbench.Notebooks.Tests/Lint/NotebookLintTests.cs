using System.Text.Json.Nodes;

namespace Workbench.Notebooks.Tests.Lint;

public sealed class NotebookLintTests : IDisposable
{
    private readonly NotebookBuilder _notebook = new();

    public void Dispose() => _notebook.Dispose();

    private NotebookBuilder Good => AddGood(_notebook);

    private static NotebookBuilder AddGood(NotebookBuilder notebook) => notebook.Text("# Title\n\n## 1. First").Code("var x = 1;").Text("```bash\n# not a heading\n```\n\n## 2. Second").Code("x");

    private static string[] Rules(IEnumerable<NotebookIssue> issues) => issues.Select(issue => issue.Rule).ToArray();

    private static string[] RulesWith(Action<JsonNode> change)
    {
        using var notebook = new NotebookBuilder();
        var json = JsonNode.Parse(AddGood(notebook).ToJson())!;
        change(json);
        return Rules(NotebookLint.Check(json.ToJsonString()));
    }

    [Fact]
    public void A_notebook_that_keeps_the_rules_has_no_issues()
    {
        Assert.Empty(NotebookLint.Check(Good.ToJson()));
    }

    [Fact]
    public async Task An_executed_notebook_has_no_issues()
    {
        await Good.RunAsync();
        Assert.Empty(NotebookLint.CheckFile(_notebook.Executed));
    }

    [Fact]
    public void A_cell_has_at_most_fifteen_lines()
    {
        var issue = Assert.Single(NotebookLint.Check(Good.Code(string.Join('\n', Enumerable.Repeat("1;", 15)) + "\n\n").Code(string.Join('\n', Enumerable.Repeat("1;", 16))).ToJson()));
        Assert.Equal(("length", 6), (issue.Rule, issue.Cell));
        Assert.Equal("cell 6: has 16 lines; 15 is the most, so move code into the library or split it. [length]", issue.ToString());
    }

    [Fact]
    public void Headings_are_numbered_in_order()
    {
        var issue = Assert.Single(NotebookLint.Check(Good.Text("## 4. Fourth").ToJson()));
        Assert.Contains("must start with '3. '", issue.Message);
    }

    [Fact]
    public void There_is_one_title_and_it_comes_first()
    {
        Assert.Equal(["headings"], Rules(NotebookLint.Check(Good.Text("# Another").ToJson())));
        using var untitled = new NotebookBuilder();
        Assert.Equal(["headings"], Rules(NotebookLint.Check(untitled.Code("1").ToJson())));
    }

    [Fact]
    public void The_notebook_is_dotnet_interactives()
    {
        Assert.Equal(["kernelspec"], RulesWith(json => json["metadata"]!["kernelspec"]!["name"] = "python3"));
        Assert.Equal(["kernelspec"], RulesWith(json => json["metadata"]!["polyglot_notebook"] = null));
        Assert.Equal(["kernel"], RulesWith(json => json["cells"]![1]!["metadata"] = new JsonObject()));
        Assert.Equal(["format"], RulesWith(json => json["nbformat"] = 3));
    }

    [Fact]
    public void Every_cell_has_an_id_of_its_own()
    {
        Assert.Equal(["id"], RulesWith(json => json["cells"]![1]!["id"] = json["cells"]![0]!["id"]!.GetValue<string>()));
        Assert.Equal(["id"], RulesWith(json => json["cells"]![1]!.AsObject().Remove("id")));
    }

    [Fact]
    public void Raw_cells_are_refused_because_they_would_be_lost()
    {
        Assert.Equal(["raw"], RulesWith(json => json["cells"]![2]!["cell_type"] = "raw").Except(["headings"]));
    }

    [Theory]
    [InlineData("File.ReadAllText(\"/home/anna/data.txt\")")]
    [InlineData("#r \"/opt/libs/Thing.dll\"")]
    [InlineData("var f = @\"C:\\Users\\anna\\data.txt\";")]
    [InlineData("var f = \"C:\\\\Users\\\\anna\\\\data.txt\";")]
    public void Paths_of_one_machine_are_found_in_code(string code)
    {
        var issue = Assert.Single(NotebookLint.Check(Good.Code("var y = 1;\n" + code).ToJson()));
        Assert.Equal(("path", 2), (issue.Rule, issue.Line));
    }

    [Theory]
    [InlineData("#r \"lib/Workbench.dll\"")]
    [InlineData("var half = 1 / 2; // a/b and https://example.org/a/b")]
    [InlineData("var path = \"data/lexicon.txt\"; var html = \"<b>x</b>\";")]
    public void Relative_paths_divisions_and_addresses_are_fine(string code)
    {
        Assert.Empty(NotebookLint.Check(Good.Code(code).ToJson()));
    }

    [Fact]
    public async Task Paths_and_errors_are_found_in_stored_outputs()
    {
        await Good.Code("Console.WriteLine(\"saved to /\" + \"home/anna/runs/x\");").Code("throw new Exception(\"no\");").RunAsync();
        Assert.Equal(["output-path", "error"], Rules(NotebookLint.CheckFile(_notebook.Executed)));
    }

    [Fact]
    public void Cells_executed_out_of_order_are_found()
    {
        Assert.Equal(["order"], RulesWith(json =>
        {
            json["cells"]![1]!["execution_count"] = 2;
            json["cells"]![3]!["execution_count"] = 1;
        }));
    }

    [Fact]
    public void A_file_that_is_no_notebook_is_named()
    {
        var path = Path.Combine(_notebook.Folder, "x.ipynb");
        File.WriteAllText(path, "nonsense");
        Assert.Contains("x.ipynb", Assert.Throws<WorkbenchException>(() => NotebookLint.CheckFile(path)).Message);
        File.WriteAllText(path, "{}");
        Assert.Throws<WorkbenchException>(() => NotebookLint.CheckFile(path));
        Assert.Throws<WorkbenchException>(() => NotebookLint.CheckFile(path + ".missing"));
    }
}
