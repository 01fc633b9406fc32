namespace Workbench.Text.Pipeline;

/// <summary>A trie over UTF-16 units. Node 0 is the root.</summary>
internal sealed class PieceTrie
{
    private readonly Dictionary<(int Node, char Unit), int> _steps = [];
    private readonly List<int> _ids = [-1];

    internal void Add(string piece, int id)
    {
        var node = 0;
        foreach (var unit in piece)
        {
            if (!_steps.TryGetValue((node, unit), out var next))
            {
                next = _ids.Count;
                _ids.Add(-1);
                _steps.Add((node, unit), next);
            }

            node = next;
        }

        _ids[node] = id;
    }

    /// <summary>Goes one unit on; false where no piece goes on that way.</summary>
    internal bool TryStep(ref int node, char unit)
    {
        if (!_steps.TryGetValue((node, unit), out var next))
        {
            return false;
        }

        node = next;
        return true;
    }

    /// <summary>The id of the piece that ends at a node, or -1.</summary>
    internal int IdAt(int node) => _ids[node];
}
