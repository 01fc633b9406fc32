namespace Workbench.Text.Pipeline;

/// <summary>Words as sequences of token ids, and how often each pair of neighbours occurs in them; kept up to date while pairs are merged.</summary>
internal sealed class PairCounts
{
    private readonly List<(int[] Ids, int Length, long Count)> _words = [];
    private readonly Dictionary<long, long> _counts = [];
    private readonly Dictionary<long, HashSet<int>> _where = [];
    private readonly PriorityQueue<(long Pair, long Count), (long, long)> _queue = new();
    private bool _queued;

    /// <summary>Adds a word that occurs <paramref name="count"/> times.</summary>
    internal void Add(int[] ids, long count)
    {
        _words.Add((ids, ids.Length, count));
        for (var i = 0; i + 1 < ids.Length; i++)
        {
            Change(Pair(ids[i], ids[i + 1]), count, _words.Count - 1);
        }
    }

    /// <summary>The pair that occurs most often, of several the one with the smallest ids; null where no pair is left.</summary>
    internal (int Left, int Right, long Count)? MostFrequent()
    {
        if (!_queued)
        {
            _queued = true;
            foreach (var (pair, count) in _counts)
            {
                _queue.Enqueue((pair, count), (-count, pair));
            }
        }

        while (_queue.TryDequeue(out var top, out _))
        {
            var count = _counts.GetValueOrDefault(top.Pair);
            if (count == top.Count && count > 0)
            {
                return ((int)(top.Pair >> 32), (int)top.Pair, count);
            }

            // Counts only fall while an entry waits (a rise adds a new one), so a stale entry goes back with what is left.
            if (count > 0 && count < top.Count)
            {
                _queue.Enqueue((top.Pair, count), (-count, top.Pair));
            }
        }

        return null;
    }

    /// <summary>Puts the token <paramref name="merged"/> in the place of every pair, from left to right in each word.</summary>
    internal void Merge(int left, int right, int merged)
    {
        var pair = Pair(left, right);
        HashSet<long> risen = [];
        foreach (var index in _where[pair].ToArray())
        {
            MergeIn(index, left, right, merged, risen);
        }

        _counts.Remove(pair);
        _where.Remove(pair);
        foreach (var other in risen)
        {
            if (_counts.TryGetValue(other, out var count) && count > 0)
            {
                _queue.Enqueue((other, count), (-count, other));
            }
        }
    }

    private static long Pair(int left, int right) => ((long)left << 32) | (uint)right;

    private void MergeIn(int index, int left, int right, int merged, HashSet<long> risen)
    {
        var (ids, length, count) = _words[index];
        var kept = 0;
        for (var i = 0; i < length; i++)
        {
            if (i + 1 >= length || ids[i] != left || ids[i + 1] != right)
            {
                ids[kept++] = ids[i];
                continue;
            }

            if (kept > 0)
            {
                Change(Pair(ids[kept - 1], left), -count, index);
                Rise(Pair(ids[kept - 1], merged));
            }

            if (i + 2 < length)
            {
                Change(Pair(right, ids[i + 2]), -count, index);
                Rise(Pair(merged, ids[i + 2]));
            }

            ids[kept++] = merged;
            i++;
        }

        _words[index] = (ids, kept, count);

        void Rise(long pair)
        {
            Change(pair, count, index);
            risen.Add(pair);
        }
    }

    private void Change(long pair, long by, int word)
    {
        _counts[pair] = _counts.GetValueOrDefault(pair) + by;
        if (by > 0)
        {
            (_where.TryGetValue(pair, out var words) ? words : _where[pair] = []).Add(word);
        }
    }
}
