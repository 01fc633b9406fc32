using System.Text.Json.Nodes;
using Microsoft.Data.Analysis;
using Workbench.Data;
using Workbench.Experiments;
using Workbench.Training;

namespace Workbench.Tests.Data;

public sealed class RecordFrameTests
{
    [Fact]
    public void Steps_become_rows_with_the_names_of_the_metrics_file()
    {
        SftStep[] steps = [new(1, 0.5, 2.5, 100, 1e-4, double.NaN, false), new(2, 1, 2, 90, 1e-5, 0.5, true)];

        var frame = steps.ToDataFrame();

        Assert.Equal(["step", "epoch", "loss", "tokens", "learningRate", "gradientNorm", "skipped"], frame.Columns.Select(column => column.Name));
        Assert.Equal(2, frame.Rows.Count);
        Assert.Equal(2.5, frame["loss"][0]);
        Assert.Equal(double.NaN, frame["gradientNorm"][0]);
        Assert.Equal(true, frame["skipped"][1]);
        Assert.Equal(2.25, frame["loss"].Mean());
    }

    [Fact]
    public void Values_of_inner_objects_have_its_name_in_front_and_lists_are_left_out()
    {
        var frame = new[] { new RunSample("ppo", 1, "sft", "Hi", "Hello", new Dictionary<string, double> { ["gold score"] = 0.5 }) }.ToDataFrame();

        Assert.Equal(["stage", "step", "model", "prompt", "response", "scores.gold score"], frame.Columns.Select(column => column.Name));
        Assert.Empty(new[] { new { List = new[] { 1 } } }.ToDataFrame().Columns);
    }

    [Fact]
    public void What_a_record_lacks_is_missing_in_its_row()
    {
        JsonObject[] lines = [new() { ["loss"] = 1.5 }, new() { ["score"] = 2, ["note"] = "first", ["other"] = null }];

        var frame = lines.ToDataFrame();

        Assert.Null(frame["loss"][1]);
        Assert.Null(frame["score"][0]);
        Assert.Equal("first", frame["note"][1]);
        Assert.Equal(2, frame["other"].NullCount);
    }

    [Fact]
    public void Text_that_only_sometimes_reads_as_a_number_stays_text()
    {
        JsonObject[] lines = [new() { ["a"] = "NaN" }, new() { ["a"] = "b" }];

        Assert.IsType<StringDataFrameColumn>(lines.ToDataFrame()["a"]);
    }

    [Fact]
    public void Nothing_makes_an_empty_frame() => Assert.Empty(Array.Empty<SftStep>().ToDataFrame().Columns);
}
