namespace Workbench.Text.Pipeline;

/// <summary>A step from token spellings back to text; what the last step gives is joined without separators.</summary>
internal interface IDecoder
{
    List<string> Decode(List<string> tokens);
}
