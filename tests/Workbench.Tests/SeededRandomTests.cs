namespace Workbench.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_stream_is_xoshiro256_star_star_of_its_state()
    {
        // The authors' reference code, started at the words 1, 2, 3, 4.
        var random = new SeededRandom(new SeededRandomState(0, 1, 2, 3, 4));
        Assert.Equal(
            [11520UL, 0UL, 1509978240UL, 1215971899390074240UL, 1216172134540287360UL],
            Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void A_seed_is_spread_by_splitmix64()
    {
        // SplitMix64's published outputs for the seed 1234567.
        var state = new SeededRandom(1234567).State;
        Assert.Equal(
            (6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL),
            (state.A, state.B, state.C, state.D));
    }

    [Fact]
    public void A_state_resumes_the_stream_exactly()
    {
        var random = new SeededRandom(7);
        for (var i = 0; i < 100; i++)
        {
            random.NextGaussian();
        }

        var resumed = new SeededRandom(random.State);
        Assert.Equal(Draw(random), Draw(resumed));
        Assert.Equal(random.Split("x").NextUInt64(), resumed.Split("x").NextUInt64());

        static double[] Draw(SeededRandom r) =>
            [.. Enumerable.Range(0, 50).Select(i => i % 3 == 0 ? r.NextInt(10) : i % 3 == 1 ? r.NextGaussian() : r.NextDouble())];
    }

    [Fact]
    public void A_state_of_another_seed_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SeededRandom(1).State = new SeededRandom(2).State);

    [Fact]
    public void A_split_does_not_depend_on_how_much_was_drawn()
    {
        var fresh = new SeededRandom(3);
        var used = new SeededRandom(3);
        used.NextUInt64();
        Assert.Equal(fresh.Split("replies").NextUInt64(), used.Split("replies").NextUInt64());
        Assert.Equal(fresh.Split(12).NextUInt64(), used.Split(12).NextUInt64());
    }

    [Fact]
    public void Splits_seeds_and_indices_give_different_streams()
    {
        var first = new List<ulong>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new SeededRandom(seed);
            first.Add(random.Split("a").NextUInt64());
            first.Add(random.Split("b").NextUInt64());
            first.AddRange(Enumerable.Range(0, 20).Select(i => random.Split(i).NextUInt64()));
            first.Add(random.NextUInt64());
        }

        Assert.Equal(first.Count, first.Distinct().Count());
    }

    [Fact]
    public void Whole_numbers_are_even_over_their_range()
    {
        var random = new SeededRandom(11);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400)); // 10,000 +- 4.3 standard deviations
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var random = new SeededRandom(5);
        var sample = Enumerable.Range(0, 200_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0, sample.Average(), 0.01);
        Assert.Equal(1, sample.Average(x => x * x), 0.02);
        Assert.Equal(0, sample.Average(x => x * x * x), 0.05);
        Assert.Equal(3, sample.Average(x => x * x * x * x), 0.1);
        Assert.Equal(0.0455, sample.Count(x => Math.Abs(x) > 2) / (double)sample.Length, 0.002);
    }

    [Fact]
    public void Weighted_picks_follow_the_weights_and_never_take_a_zero()
    {
        var random = new SeededRandom(9);
        var counts = new int[3];
        for (var i = 0; i < 40_000; i++)
        {
            counts[random.PickWeighted([3, 0, 1])]++;
        }

        Assert.Equal(0, counts[1]);
        Assert.Equal(0.75, counts[0] / 40_000.0, 0.01);
        Assert.Throws<ArgumentException>(() => random.PickWeighted([0, 0]));
        Assert.Throws<ArgumentException>(() => random.PickWeighted([1, -1]));
    }

    [Fact]
    public void A_shuffle_keeps_the_items_and_moves_each_everywhere()
    {
        var random = new SeededRandom(1);
        var counts = new int[4, 4];
        for (var n = 0; n < 8_000; n++)
        {
            int[] items = [0, 1, 2, 3];
            random.Shuffle(items);
            Assert.Equal([0, 1, 2, 3], items.Order());
            for (var place = 0; place < 4; place++)
            {
                counts[items[place], place]++;
            }
        }

        foreach (var count in counts)
        {
            Assert.InRange(count, 1_820, 2_180);
        }
    }

    [Fact]
    public void A_maximum_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(0).NextInt(0));
}
