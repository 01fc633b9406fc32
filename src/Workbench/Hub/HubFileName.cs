namespace Workbench.Hub;

/// <summary>Names of files in a repository, which come from a server and become paths here.</summary>
internal static class HubFileName
{
    private const int Longest = 512;

    /// <summary>A name that stays inside its folder on every system.</summary>
    /// <exception cref="WorkbenchException">The name is absolute, leaves the folder, or has characters that some system reads otherwise.</exception>
    public static string Checked(string name, HubRepository repository) =>
        IsSafe(name)
            ? name
            : throw new WorkbenchException(
                $"{repository}: the server names a file \"{Shown(name)}\"; expected a plain relative path. Nothing was written.");

    private static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest
        && !name.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|')
        && name.Split('/').All(part => part.Length > 0 && !part.EndsWith('.') && !part.EndsWith(' ') && !part.StartsWith(' '));

    private static string Shown(string name) =>
        string.Concat((name.Length <= 80 ? name : name[..80] + "…").Select(c => char.IsControl(c) ? '?' : c));
}
