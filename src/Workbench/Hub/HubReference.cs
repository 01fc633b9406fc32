using System.Text.RegularExpressions;

namespace Workbench.Hub;

/// <summary>A repository at a revision: a branch, a tag or a commit.</summary>
public sealed partial record HubReference
{
    /// <summary>The branch that is meant where none is named.</summary>
    public const string DefaultRevision = "main";

    /// <summary>Names a repository at a revision.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="revision">A branch, a tag, a commit of 40 hexadecimal digits, or a path such as refs/pr/3.</param>
    /// <exception cref="WorkbenchException">The revision is none that git allows.</exception>
    public HubReference(HubRepository repository, string revision = DefaultRevision)
    {
        Repository = repository;
        Revision = RevisionPattern().IsMatch(revision) && !revision.Contains("..") && !revision.EndsWith(".lock", StringComparison.Ordinal)
            ? revision
            : throw new WorkbenchException(
                $"\"{revision}\" is no revision of {repository}; expected a branch, a tag or a commit of letters, digits, '-', '_', '.' and '/'.");
    }

    /// <summary>The repository.</summary>
    public HubRepository Repository { get; }

    /// <summary>The branch, tag or commit.</summary>
    public string Revision { get; }

    /// <summary>Whether the revision is a commit, which never changes.</summary>
    public bool IsCommit => IsCommitHash(Revision);

    /// <summary>Reads NAME, OWNER/NAME, or one of them followed by @REVISION.</summary>
    /// <exception cref="WorkbenchException">Name or revision is not well formed.</exception>
    public static HubReference Parse(HubKind kind, string text)
    {
        var at = text.IndexOf('@');
        return at < 0
            ? new HubReference(new HubRepository(kind, text))
            : new HubReference(new HubRepository(kind, text[..at]), text[(at + 1)..]);
    }

    /// <summary>As messages name it: "model gpt2", "model gpt2@v1.0".</summary>
    public override string ToString() => Revision == DefaultRevision ? $"{Repository}" : $"{Repository}@{Revision}";

    /// <summary>Whether a text is a commit's full hash.</summary>
    internal static bool IsCommitHash(string text) => CommitPattern().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\z")]
    private static partial Regex RevisionPattern();

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex CommitPattern();
}
