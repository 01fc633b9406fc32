using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Documents.Jupyter;

namespace Microsoft.DotNet.Interactive.Tests;

public sealed class DocumentTests
{
    private static string Saved => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "saved-by-vscode.ipynb"));

    [Fact]
    public void A_notebook_that_VS_Code_saved_is_written_back_to_the_letter()
    {
        Assert.Equal(Saved.TrimEnd(), Notebook.Parse(Saved).ToJupyterJson());
    }

    [Fact]
    public void Kernels_are_known_by_their_aliases_and_markdown_is_one()
    {
        var kernels = new KernelInfoCollection { new Documents.KernelInfo("csharp", "C#", ["C#", "c#"]) };
        var document = Notebook.Parse(Saved, kernels);
        Assert.Equal(["markdown", "csharp", "csharp", "csharp"], document.Elements.Select(element => element.KernelName));
    }

    [Fact]
    public void The_default_kernel_is_not_looked_for_where_VS_Code_writes_it_as_in_the_real_package()
    {
        Assert.Null(Notebook.Parse(Saved).GetDefaultKernelName());
    }

    [Fact]
    public void A_cell_that_names_no_kernel_gets_the_default_one()
    {
        var document = Notebook.Parse(
            """{"cells":[{"cell_type":"code","metadata":{},"source":["#!fsharp\n","1"],"outputs":[],"execution_count":null},{"cell_type":"code","metadata":{},"source":"1","outputs":[],"execution_count":null}],"metadata":{"kernelspec":{"language":"C#"}},"nbformat":4,"nbformat_minor":4}""",
            [new Documents.KernelInfo("csharp", aliases: ["C#"]), new Documents.KernelInfo("fsharp")]);
        Assert.Equal(["fsharp", "csharp"], document.Elements.Select(element => element.KernelName));
    }

    [Fact]
    public void Outputs_are_read_as_what_they_are()
    {
        var outputs = Notebook.Parse(Saved).Elements.SelectMany(element => element.Outputs).ToArray();
        Assert.Equal("reward 0.5\r\n", Assert.IsType<TextElement>(outputs[0]).Text);
        Assert.Equal("Error", Assert.IsType<ErrorElement>(outputs[1]).ErrorName);
        Assert.Equal(["text/html"], Assert.IsType<DisplayElement>(outputs[2]).Data.Keys);
    }

    [Fact]
    public void Metadata_that_nobody_knows_is_kept()
    {
        var document = Notebook.Parse("""{"cells":[],"metadata":{"mine":{"deep":[1,true,null,"x",{"y":2.5}]}},"nbformat":4,"nbformat_minor":5}""");
        Assert.Contains("\"y\": 2.5", document.ToJupyterJson());
        Assert.Contains("\"deep\": [\n    1,\n    true,\n    null,", document.ToJupyterJson());
    }

    [Fact]
    public void A_new_notebook_gets_the_metadata_of_its_language()
    {
        var document = new InteractiveDocument { new InteractiveDocumentElement("1 + 1", "csharp") };
        var json = document.ToJupyterJson("csharp");
        Assert.Contains("\"display_name\": \".NET (C#)\"", json);
        Assert.Contains("\"name\": \".net-csharp\"", json);
        Assert.Contains("\"polyglot_notebook\": {\n     \"kernelName\": \"csharp\"\n    }", json);
    }

    [Fact]
    public void A_notebook_is_written_to_a_stream_that_stays_open()
    {
        using var stream = new MemoryStream();
        Notebook.Write(new InteractiveDocument { new InteractiveDocumentElement("x", "csharp") }, stream, [new Documents.KernelInfo("csharp")]);
        stream.Position = 0;
        Assert.Equal("x", Notebook.Read(stream, [new Documents.KernelInfo("csharp")]).Elements.Single().Contents);
    }

    [Fact]
    public async Task A_dib_file_is_split_at_kernels_and_keeps_other_magic_commands()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.dib");
        await File.WriteAllTextAsync(path, "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"csharp\"}]}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\n#!who\nvar x = 1;\n");
        try
        {
            var document = await InteractiveDocument.LoadAsync(new FileInfo(path));
            Assert.Equal([("markdown", "# Title"), ("csharp", "#!who\nvar x = 1;")], document.Elements.Select(element => (element.KernelName, element.Contents)));
            Assert.Equal("csharp", document.GetDefaultKernelName());
            Assert.Contains("#!markdown\n\n# Title\n\n#!csharp\n\n#!who", document.ToCodeSubmissionContent());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(path, "");
        await Assert.ThrowsAsync<InvalidOperationException>(() => InteractiveDocument.LoadAsync(new FileInfo(path)));
        File.Delete(path);
    }
}
