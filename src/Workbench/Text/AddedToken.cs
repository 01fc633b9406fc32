namespace Workbench.Text;

/// <summary>A token that is cut out of the text before anything else happens to it.</summary>
/// <param name="Content">How it is written.</param>
/// <param name="Id">Its id, 0 or above.</param>
public sealed record AddedToken(string Content, int Id)
{
    /// <summary>Whether decoding may leave it out (skipSpecialTokens).</summary>
    public bool Special { get; init; }

    /// <summary>Whether it is looked for after normalisation, in its own normalised form, instead of before.</summary>
    public bool Normalized { get; init; } = true;

    /// <summary>Whether it counts only where no word character stands beside it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Whether it takes the white space before it.</summary>
    public bool StripLeft { get; init; }

    /// <summary>Whether it takes the white space after it.</summary>
    public bool StripRight { get; init; }
}
