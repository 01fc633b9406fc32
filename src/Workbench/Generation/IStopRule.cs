namespace Workbench.Generation;

/// <summary>Ends responses by what they hold so far.</summary>
public interface IStopRule
{
    /// <summary>Begins to follow one response.</summary>
    /// <param name="before">The tokens before its first one, padding included: those of the prompt, or an encoder-decoder's start token; null for none.</param>
    /// <returns>A function that is told the response's tokens one by one and says whether the one just told is the last.</returns>
    Func<int, bool> Watch(IReadOnlyList<int>? before = null);
}
