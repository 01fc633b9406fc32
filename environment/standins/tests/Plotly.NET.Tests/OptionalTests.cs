using Plotly.NET.CSharp;

namespace PlotlyStandIn.Tests;

public sealed class OptionalTests
{
    [Fact]
    public void What_is_left_out_has_no_value() => Assert.False(default(Optional<int>).IsSome);

    [Fact]
    public void A_value_is_there_even_if_it_is_zero_or_null()
    {
        Optional<int> zero = 0;
        Optional<string> nothing = (string)null;

        Assert.True(zero.IsSome);
        Assert.True(nothing.IsSome);
        Assert.Equal(new Optional<int>(0, true), zero);
    }

    [Fact]
    public void Arrays_and_lists_convert_to_the_sequences_that_charts_take()
    {
        Optional<IEnumerable<double>> array = new[] { 1.0 };
        Optional<IEnumerable<double>> list = new List<double> { 1.0 };

        Assert.True(array.IsSome && list.IsSome);
    }
}
