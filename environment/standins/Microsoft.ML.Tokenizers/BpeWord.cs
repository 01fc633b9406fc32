namespace Microsoft.ML.Tokenizers;

/// <summary>The symbols of one word: ids, and how many characters each covers.</summary>
internal sealed class BpeWord
{
    private readonly List<int> _ids = [];
    private readonly List<int> _lengths = [];

    internal int Count => _ids.Count;

    internal int Id(int index) => _ids[index];

    internal int Length(int index) => _lengths[index];

    internal void Add(int id, int length)
    {
        _ids.Add(id);
        _lengths.Add(length);
    }

    /// <summary>
    /// Merges neighbours, lowest rank first, leftmost first. A queued merge still counts when its place has changed meanwhile, if the
    /// pair that stands there now merges into the same token.
    /// </summary>
    internal void MergeAll(IReadOnlyDictionary<(int, int), (int Rank, int Id)> merges)
    {
        var count = _ids.Count;
        if (count < 2)
        {
            return;
        }

        var previous = new int[count];
        var next = new int[count];
        var queue = new PriorityQueue<(int Position, int Id), long>();
        for (var i = 0; i < count; i++)
        {
            previous[i] = i - 1;
            next[i] = i + 1;
        }

        void Consider(int left)
        {
            if (left >= 0 && next[left] < count && merges.TryGetValue((_ids[left], _ids[next[left]]), out var merge))
            {
                queue.Enqueue((left, merge.Id), ((long)merge.Rank << 32) | (uint)left);
            }
        }

        for (var i = 0; i < count - 1; i++)
        {
            Consider(i);
        }

        while (queue.TryDequeue(out var top, out _))
        {
            var right = next[top.Position];
            if (_lengths[top.Position] == 0 || right >= count ||
                !merges.TryGetValue((_ids[top.Position], _ids[right]), out var merge) || merge.Id != top.Id)
            {
                continue;
            }

            _ids[top.Position] = top.Id;
            _lengths[top.Position] += _lengths[right];
            _lengths[right] = 0;
            next[top.Position] = next[right];
            if (next[right] < count)
            {
                previous[next[right]] = top.Position;
            }

            Consider(previous[top.Position]);
            Consider(top.Position);
        }

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (_lengths[i] > 0)
            {
                (_ids[kept], _lengths[kept]) = (_ids[i], _lengths[i]);
                kept++;
            }
        }

        _ids.RemoveRange(kept, count - kept);
        _lengths.RemoveRange(kept, count - kept);
    }
}
