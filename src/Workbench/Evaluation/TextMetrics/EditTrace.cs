namespace Workbench.Evaluation.TextMetrics;

/// <summary>
/// One cheapest way to turn a hypothesis into its reference, searched in a band around the diagonal (as Tercom's beam), and which words it
/// lays on each other.
/// </summary>
/// <param name="Distance">Number of edits.</param>
/// <param name="Alignment">For each word of the reference the word of the hypothesis that it lies on, or the one before a missing word.</param>
/// <param name="WrongInReference">Words of the reference that the hypothesis lacks or has wrong.</param>
/// <param name="WrongInHypothesis">Words of the hypothesis that are wrong or too many.</param>
internal sealed record EditTrace(int Distance, int[] Alignment, bool[] WrongInReference, bool[] WrongInHypothesis)
{
    private const int Beam = 25, Unreached = int.MaxValue / 2;

    public static EditTrace Of(string[] hypothesis, string[] reference)
    {
        int n = hypothesis.Length, m = reference.Length;
        var cost = new int[n + 1, m + 1];
        var step = new char[n + 1, m + 1];
        for (var j = 0; j <= m; j++)
        {
            (cost[0, j], step[0, j]) = (j, 'i');
        }

        var ratio = n > 0 ? (double)m / n : 1;
        var beam = Beam < ratio / 2 ? (int)Math.Ceiling(ratio / 2 + Beam) : Beam;
        for (var i = 1; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                cost[i, j] = Unreached;
            }

            var diagonal = (int)Math.Floor(i * ratio);
            var last = i == n ? m : Math.Min(m, diagonal + beam - 1);
            for (var j = Math.Max(0, diagonal - beam); j <= last; j++)
            {
                if (j == 0)
                {
                    (cost[i, 0], step[i, 0]) = (cost[i - 1, 0] + 1, 'd');
                    continue;
                }

                // In this order, so that of equally cheap steps the first is taken.
                var same = hypothesis[i - 1] == reference[j - 1];
                Consider(cost[i - 1, j - 1] + (same ? 0 : 1), same ? ' ' : 's');
                Consider(cost[i - 1, j] + 1, 'd');
                Consider(cost[i, j - 1] + 1, 'i');

                void Consider(int candidate, char operation)
                {
                    if (candidate < cost[i, j])
                    {
                        (cost[i, j], step[i, j]) = (candidate, operation);
                    }
                }
            }
        }

        var alignment = new int[m];
        bool[] wrongInReference = new bool[m], wrongInHypothesis = new bool[n];
        for (int i = n, j = m; i > 0 || j > 0;)
        {
            switch (step[i, j])
            {
                case ' ' or 's':
                    var wrong = step[i, j] == 's';
                    i--;
                    j--;
                    alignment[j] = i;
                    wrongInReference[j] = wrongInHypothesis[i] = wrong;
                    break;
                case 'i':
                    j--;
                    alignment[j] = i - 1;
                    wrongInReference[j] = true;
                    break;
                default:
                    i--;
                    wrongInHypothesis[i] = true;
                    break;
            }
        }

        return new(cost[n, m], alignment, wrongInReference, wrongInHypothesis);
    }
}
