namespace Workbench.Text.Pipeline;

/// <summary>Changes the text between added tokens before it is split.</summary>
internal interface INormalizer
{
    Stretch Normalize(Stretch text);
}
