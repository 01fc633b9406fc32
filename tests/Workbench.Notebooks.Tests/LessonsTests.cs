namespace Workbench.Notebooks.Tests;

public sealed class LessonsTests
{
    private static readonly string Folder = Path.Combine(Root(), "notebooks");

    public static TheoryData<string> Lessons => [.. Directory.GetFiles(Folder, "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void A_lesson_keeps_the_rules(string lesson)
    {
        Assert.Empty(NotebookLint.CheckFile(Path.Combine(Folder, lesson)).Select(issue => issue.ToString()));
    }

    [SkippableTheory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_runs_from_top_to_bottom(string lesson)
    {
        Skip.IfNot(File.Exists(Path.Combine(Folder, "lib", "Workbench.dll")), "environment/notebook-library has not built the library that notebooks reference.");
        var output = Directory.CreateTempSubdirectory("workbench-lesson-");
        try
        {
            var result = await NotebookRunner.RunAsync(Path.Combine(Folder, lesson), new NotebookRunOptions { OutputFolder = output.FullName });
            Assert.Null(result.Failure);
            Assert.Empty(NotebookLint.CheckFile(result.OutputFile).Select(issue => issue.ToString()));
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workbench.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
