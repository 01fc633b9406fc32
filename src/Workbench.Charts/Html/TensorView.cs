using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Charts;

/// <summary>A tensor to look at: type, shape, device, and a corner of its values. Only what is shown leaves the device.</summary>
/// <param name="tensor">The tensor.</param>
public sealed class TensorView(Tensor tensor) : View
{
    private const int Shown = 8;

    /// <inheritdoc/>
    public override Html ToHtml()
    {
        var values = Corner();
        var body = values.Select(row => Html.Element("tr", [], row.Select(text => Html.Element("td", [("class", "wb-number")], Html.Text(text))).ToArray()));
        var table = Html.Element("div", [("class", "wb-scroll"), ("tabindex", "0")], Html.Element("table", [], Html.Element("tbody", [], body.ToArray())));
        var caption = Html.Element("figcaption", [], Html.Element("strong", [], Html.Text(Title)), Html.Element("span", [], Html.Text(Part)));
        return Html.Element("figure", [("class", "wb-table wb-tensor")], caption, values.Length > 0 ? table : Html.Empty);
    }

    /// <summary>Type, shape, device and values as lines of text.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine, Corner().Select(row => string.Join("  ", row.Select(text => text.PadLeft(10)))).Prepend(Part.Length > 0 ? $"{Title} {Part}" : Title));

    private string Title => $"{tensor.dtype.ToString().ToLowerInvariant()} [{string.Join(", ", tensor.shape)}] on {tensor.device}{(tensor.requires_grad ? ", requires gradient" : "")}";

    /// <summary>Which values are shown, where it is not all of them.</summary>
    private string Part
    {
        get
        {
            var first = Enumerable.Repeat("0", Math.Max(0, (int)tensor.dim() - 2));
            var last = tensor.shape.TakeLast(2).Select(size => size > Shown ? $":{Shown}" : ":");
            return tensor.device_type == DeviceType.META ? "no values: the meta device holds shapes only"
                : tensor.numel() == 0 ? "no values"
                : tensor.dim() > 2 || tensor.shape.Any(size => size > Shown) ? $"values at [{string.Join(", ", first.Concat(last))}]"
                : "";
        }
    }

    private string[][] Corner()
    {
        if (tensor.device_type == DeviceType.META || tensor.numel() == 0)
        {
            return [];
        }

        using var scope = NewDisposeScope();
        var corner = tensor.detach();
        while (corner.dim() > 2)
        {
            corner = corner[0];
        }

        corner = corner.reshape(corner.dim() == 2 ? corner.shape[0] : 1, -1);
        corner = corner.narrow(0, 0, Math.Min(Shown, corner.shape[0])).narrow(1, 0, Math.Min(Shown, corner.shape[1]));
        double[] values = corner.to(float64).cpu().contiguous().data<double>().ToArray();
        return [.. values.Chunk((int)corner.shape[1]).Select(row => row.Select(Text).ToArray())];
    }

    private string Text(double value) => tensor.dtype switch
    {
        ScalarType.Bool => value != 0 ? "true" : "false",
        ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 => value.ToString("0.####;\u22120.####", CultureInfo.InvariantCulture),
        _ => value.ToString("0;\u22120", CultureInfo.InvariantCulture),
    };
}
