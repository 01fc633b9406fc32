namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private string ToMetadataString()
        {
            var text = $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";
            return text;
        }
    }
}
