using static TorchSharp.torch;

namespace Workbench.Text;

/// <summary>
/// Rows that hold several texts each, one behind the other, with what keeps the texts apart: the number of the text that a token belongs to and its
/// place in that text. Only the end of a row is padding.
/// </summary>
/// <param name="Ids">Token ids, int64 [B, T].</param>
/// <param name="Texts">The text of each token within its row, from 1; 0 at padding; int64 [B, T].</param>
/// <param name="Positions">The place of each token in its text, from 0; 0 at padding; int64 [B, T].</param>
/// <param name="LongestText">Tokens of the longest text.</param>
public sealed record PackedRows(Tensor Ids, Tensor Texts, Tensor Positions, int LongestText) : IDisposable
{
    /// <summary>Puts texts into rows.</summary>
    /// <param name="rows">The texts of each row; at least one row with at least one token.</param>
    /// <param name="padId">Fills the ends of rows.</param>
    /// <param name="device">Where the tensors shall live; null for the CPU.</param>
    /// <exception cref="WorkbenchException">There is nothing to pack.</exception>
    public static PackedRows Of(IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> rows, int padId, Device? device = null)
    {
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.Sum(text => text.Count));
        if (width == 0)
        {
            throw new WorkbenchException("packed rows need at least one token");
        }

        var (ids, texts, positions) = (new long[rows.Count * width], new long[rows.Count * width], new long[rows.Count * width]);
        Array.Fill(ids, padId);
        for (var row = 0; row < rows.Count; row++)
        {
            var at = row * width;
            for (var text = 0; text < rows[row].Count; text++)
            {
                for (var place = 0; place < rows[row][text].Count; place++, at++)
                {
                    (ids[at], texts[at], positions[at]) = (rows[row][text][place], text + 1, place);
                }
            }
        }

        long[] shape = [rows.Count, width];
        return new PackedRows(
            tensor(ids, shape, device: device), tensor(texts, shape, device: device), tensor(positions, shape, device: device),
            rows.Max(row => row.Max(text => text.Count)));
    }

    /// <summary>B, the number of rows.</summary>
    public long Count => Ids.shape[0];

    /// <summary>T, the width of the widest row.</summary>
    public long Width => Ids.shape[1];

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Ids.Dispose();
        Texts.Dispose();
        Positions.Dispose();
    }
}
