namespace Workbench;

/// <summary>
/// A fault that its message explains to the person who can mend it: a file, a setting or an input that is not as it must be.
/// The message names what is wrong, what was expected and what was found. The command line prints it on one line and exits with 2.
/// </summary>
public sealed class WorkbenchException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where (file, key), what was expected and what was found.</param>
    /// <param name="innerException">The fault underneath, if there is one.</param>
    public WorkbenchException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
