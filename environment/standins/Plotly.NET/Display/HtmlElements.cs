namespace Giraffe.ViewEngine;

/// <summary>Markup as the real package takes it.</summary>
public static class HtmlElements
{
    /// <summary>Named by signatures only: this slice makes none.</summary>
    public abstract class XmlNode
    {
        private protected XmlNode()
        {
        }
    }
}
