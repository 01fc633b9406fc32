namespace Microsoft.Data.Analysis.Tests;

public sealed class DataFrameTests
{
    private static DataFrame Frame() => new(
        new StringDataFrameColumn("model", ["sft", "ppo", "sft", null, "ppo"]),
        new DoubleDataFrameColumn("reward", [0.5, 2.0, null, 1.0, 3.0]),
        new Int32DataFrameColumn("words", [20, 25, 22, 21, 27]));

    [Fact]
    public void Rows_columns_and_cells_are_read_and_written()
    {
        var frame = Frame();
        Assert.Equal((5, 3), (frame.Rows.Count, frame.Columns.Count));
        Assert.Equal(2.0, frame[1, 1]);
        Assert.Null(frame["reward"][2]);
        frame[1, 1] = 7.0;
        frame["model"][3] = "dpo";
        Assert.Equal(7.0, frame.Columns.GetDoubleColumn("reward")[1]);
        Assert.Equal(0, frame["model"].NullCount);
        Assert.Equal(["dpo", 1.0, 21], frame.Rows[3]);
        Assert.Equal(25, frame.Rows[1]["words"]);
        Assert.Throws<ArgumentException>(() => frame["reward"][0] = 1);
        Assert.Throws<ArgumentException>(() => frame["nothing"]);
    }

    [Fact]
    public void Filters_take_truth_values_or_row_numbers()
    {
        var frame = Frame();
        Assert.Equal([25, 27], frame.Filter(frame["model"].ElementwiseEquals("ppo")).Columns.GetInt32Column("words").Select(w => w.Value));
        Assert.Equal(3, frame[frame["reward"].ElementwiseGreaterThan(0.5)].Rows.Count);
        Assert.Equal([21, 20], frame[new[] { 3, 0 }]["words"].Cast<int>());
        Assert.Equal(2, frame.Head(2).Rows.Count);
        Assert.Equal("ppo", frame.Tail(1)["model"][0]);
        Assert.IsType<DoubleDataFrameColumn>(frame.Head(2)["reward"]);
    }

    [Fact]
    public void A_null_compares_as_the_default_value()
    {
        var filter = Frame()["reward"].ElementwiseLessThan(0.7);
        Assert.Equal([true, false, true, false, false], filter.Select(value => value.Value));
        Assert.Equal([false, false, true, false, false], Frame()["reward"].ElementwiseIsNull().Select(value => value.Value));
    }

    [Fact]
    public void Sorting_puts_nulls_last()
    {
        var frame = Frame();
        Assert.Equal([0.5, 1.0, 2.0, 3.0, null], frame.OrderBy("reward").Columns.GetDoubleColumn("reward"));
        Assert.Equal([3.0, 2.0, 1.0, 0.5, null], frame.OrderByDescending("reward").Columns.GetDoubleColumn("reward"));
        Assert.Equal([null, 0.5, 1.0, 2.0, 3.0], frame.OrderBy("reward", putNullValuesLast: false).Columns.GetDoubleColumn("reward"));
        Assert.Equal(["ppo", "ppo", "sft", "sft", null], frame.OrderBy("model").Columns.GetStringColumn("model"));
    }

    [Fact]
    public void Groups_keep_the_order_of_their_keys_and_leave_out_rows_without_one()
    {
        var groups = Frame().GroupBy<string>("model");
        var mean = groups.Mean("reward", "words");
        Assert.Equal(["sft", "ppo"], mean.Columns.GetStringColumn("model"));
        Assert.Equal([0.25, 2.5], mean.Columns.GetPrimitiveColumn<double>("reward").Select(v => v.Value)); // the null counts as a row of 0
        Assert.Equal([21.0, 26.0], mean.Columns.GetPrimitiveColumn<double>("words").Select(v => v.Value));
        Assert.Equal([1L, 2L], groups.Count("reward").Columns.GetPrimitiveColumn<long>("reward").Select(v => v.Value));
        Assert.Equal([22, 27], groups.Max("words").Columns.GetInt32Column("words").Select(v => v.Value));
        Assert.Equal([42, 52], groups.Sum("words").Columns.GetInt32Column("words").Select(v => v.Value));
        Assert.Equal(["model", "reward", "words"], groups.First().Columns.Select(column => column.Name));
        Assert.Equal([2, 2], groups.Groupings.Select(group => group.Count()));
        Assert.Throws<InvalidCastException>(() => Frame().GroupBy<int>("model"));
        Assert.Throws<ArgumentException>(() => Frame().GroupBy("nothing"));
    }

    [Fact]
    public void A_description_has_length_maximum_minimum_and_mean_in_single_precision()
    {
        var description = Frame().Description();
        Assert.Equal(["Description", "reward", "words"], description.Columns.Select(column => column.Name));
        Assert.Equal([4f, 3f, 0.5f, 1.3f], description["reward"].Cast<float>());
        Assert.Equal([5f, 27f, 20f, 23f], description["words"].Cast<float>());
        Assert.Equal(["System.Double", "4"], Frame().Info()["reward"].Cast<string>());
    }

    [Fact]
    public void Columns_compute()
    {
        var frame = Frame();
        Assert.Equal((3.0, 0.5, 6.5), (frame["reward"].Max(), frame["reward"].Min(), frame["reward"].Sum()));
        Assert.Equal((1.625, 1.5, 22.0), (frame["reward"].Mean(), frame["reward"].Median(), frame["words"].Median()));
        Assert.Throws<NotImplementedException>(() => frame["model"].Mean());
        Assert.Equal([2L, 2L], frame["model"].ValueCounts()["Counts"].Cast<long>());
        Assert.Equal([40.0, null], frame.Columns.GetInt32Column("words").Clone().Apply(w => w * 2)[0, 1].Select(w => (double?)w).Append(null));
        Assert.Equal(4, frame["reward"].DropNulls().Length);
        Assert.Equal(9.0, frame["reward"].FillNulls(9.0)[2]);
    }

    [Fact]
    public void Rows_are_appended()
    {
        var frame = Frame();
        frame.Append(["dpo", 1.5, 23], inPlace: true);
        frame.Append([KeyValuePair.Create<string, object>("words", 24)], inPlace: true);
        Assert.Equal(7, frame.Rows.Count);
        Assert.Equal(["dpo", 1.5, 23], frame.Rows[5]);
        Assert.Equal([null, null, 24], frame.Rows[6]);
        Assert.Equal(7, frame.Append(["x"]).Rows.Count - 1);
        Assert.Equal(7, frame.Rows.Count);
        Assert.Throws<ArgumentException>(() => frame.Append([1, 2, 3, 4]));
    }

    [Fact]
    public void Columns_of_another_length_or_of_a_name_that_exists_are_refused()
    {
        var frame = Frame();
        Assert.Throws<ArgumentException>(() => frame.Columns.Add(new DoubleDataFrameColumn("short", 2)));
        Assert.Throws<ArgumentException>(() => frame.Columns.Add(new DoubleDataFrameColumn("reward", 5)));
        frame["twice"] = DataFrameColumn.Create("x", Enumerable.Range(0, 5).Select(i => 2.0 * i));
        Assert.Equal(8.0, frame["twice"][4]);
        frame.Columns.Remove("model");
        Assert.Equal(["reward", "words", "twice"], frame.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_text_shows_the_names_and_the_first_rows()
    {
        var lines = Frame().ToString(2).Split(Environment.NewLine);
        Assert.Equal("model     reward    words     ", lines[0]);
        Assert.Equal("sft       0.5       20        ", lines[1]);
        Assert.Equal("  ... 2 of total 5", lines[3]);
    }
}
