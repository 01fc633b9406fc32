namespace Workbench.Models;

/// <summary>T5's buckets of relative positions (Raffel et al. 2020): near ones one by one, far ones in logarithmic steps.</summary>
internal static class RelativeBuckets
{
    /// <summary>The bucket of a relative position.</summary>
    /// <param name="relative">Position of the key minus position of the query.</param>
    /// <param name="bidirectional">True in the encoder; in the decoder later keys all fall into bucket 0.</param>
    /// <param name="buckets">Number of buckets.</param>
    /// <param name="farthest">Distances from here on share the last bucket.</param>
    public static int Of(int relative, bool bidirectional, int buckets, int farthest)
    {
        var first = 0;
        if (bidirectional)
        {
            buckets /= 2;
            first = relative > 0 ? buckets : 0;
            relative = Math.Abs(relative);
        }
        else
        {
            relative = -Math.Min(relative, 0);
        }

        var exact = buckets / 2;
        if (relative < exact)
        {
            return first + relative;
        }

        // In float32, as the checkpoints were trained: at some distances a double would fall into the next bucket.
        var steps = MathF.Log((float)relative / exact) / (float)Math.Log((double)farthest / exact) * (buckets - exact);
        return first + Math.Min(exact + (int)steps, buckets - 1);
    }
}
