namespace Workbench.Generation;

/// <summary>Ends responses by what they hold so far.</summary>
public interface IStopRule
{
    /// <summary>Begins to follow one response.</summary>
    /// <returns>A function that is told the response's tokens one by one and says whether the one just told is the last.</returns>
    Func<int, bool> Watch();
}
