using System.Text.RegularExpressions;

namespace Workbench.Hub;

/// <summary>A repository of the Hub: its kind and its name, such as "gpt2" or "google/flan-t5-base".</summary>
public sealed partial record HubRepository
{
    private const int LongestName = 96;

    /// <summary>Names a repository.</summary>
    /// <param name="kind">Model or dataset.</param>
    /// <param name="name">
    /// NAME or OWNER/NAME, each of letters, digits, "-", "_" and "."; as huggingface_hub's <c>validate_repo_id</c> has it.
    /// </param>
    /// <exception cref="WorkbenchException">The name breaks the rules.</exception>
    public HubRepository(HubKind kind, string name)
    {
        Kind = kind;
        Name = IsName(name)
            ? name
            : throw new WorkbenchException(
                $"\"{Shown(name)}\" is no name on the Hub; expected NAME or OWNER/NAME of letters, digits, '-', '_' and '.', "
                + $"without '--' or '..', beginning and ending with a letter or digit, at most {LongestName} characters each.");
    }

    /// <summary>Model or dataset.</summary>
    public HubKind Kind { get; }

    /// <summary>NAME or OWNER/NAME.</summary>
    public string Name { get; }

    /// <summary>The path in web addresses: "google/flan-t5-base", "datasets/knkarthick/dialogsum".</summary>
    internal string WebPath => Kind == HubKind.Dataset ? $"datasets/{Name}" : Name;

    /// <summary>The path below "api/": "models/gpt2", "datasets/knkarthick/dialogsum".</summary>
    internal string ApiPath => Kind == HubKind.Dataset ? $"datasets/{Name}" : $"models/{Name}";

    /// <summary>The folder in the cache: "models--google--flan-t5-base".</summary>
    internal string FolderName => $"{(Kind == HubKind.Dataset ? "datasets" : "models")}--{Name.Replace("/", "--")}";

    /// <summary>Whether a text is well formed as a name on the Hub.</summary>
    public static bool IsName(string name) =>
        NamePattern().IsMatch(name) && !name.Contains("--") && !name.Contains("..") && !name.EndsWith(".git", StringComparison.Ordinal);

    /// <summary>As messages name it: "model gpt2", "dataset knkarthick/dialogsum".</summary>
    public override string ToString() => $"{(Kind == HubKind.Dataset ? "dataset" : "model")} {Name}";

    [GeneratedRegex(@"\A([A-Za-z0-9_]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?/)?[A-Za-z0-9_]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?\z")]
    private static partial Regex NamePattern();

    private static string Shown(string name) => name.Length <= 2 * LongestName ? name : name[..(2 * LongestName)] + "…";
}
