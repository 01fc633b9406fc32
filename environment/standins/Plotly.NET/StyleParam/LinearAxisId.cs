namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>An axis as traces name it: x, x2, y, y2.</summary>
    public sealed class LinearAxisId : IPlotValue
    {
        private readonly string _id;

        private LinearAxisId(string id) => _id = id;

        public static LinearAxisId Free { get; } = new("free");

        object IPlotValue.Json => _id;

        public static LinearAxisId NewX(int item) => new(item < 2 ? "x" : $"x{item}");

        public static LinearAxisId NewY(int item) => new(item < 2 ? "y" : $"y{item}");

        public override string ToString() => _id;
    }
}
