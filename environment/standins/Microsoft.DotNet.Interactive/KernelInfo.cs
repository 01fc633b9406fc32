#nullable enable
using Microsoft.DotNet.Interactive.Directives;

namespace Microsoft.DotNet.Interactive;

public class KernelInfo
{
    private readonly HashSet<KernelCommandInfo> _commands = [];
    private readonly NamedList<KernelDirective> _directives;
    private string? _displayName;

    public KernelInfo(string localName, string[]? aliases = null, bool isProxy = false, bool isComposite = false, string? description = null)
    {
        if (string.IsNullOrWhiteSpace(localName))
        {
            throw new ArgumentException("Value cannot be null or whitespace.", nameof(localName));
        }

        if (localName.StartsWith('#'))
        {
            throw new ArgumentException("Kernel names or aliases cannot begin with \"#\"");
        }

        LocalName = localName;
        NameAndAliases = [localName, .. aliases ?? []];
        IsProxy = isProxy;
        IsComposite = isComposite;
        Description = description;
        Uri = new Uri($"kernel://local/{localName}");
        _directives = new NamedList<KernelDirective>(
            directive => directive.Name,
            (directive, _) => directive.Owner = directive.Owner is null
                ? this
                : throw new ArgumentException(
                    $"Directives cannot be added to more than one kernel but directive {directive} already had parent {directive.Owner.LocalName}."));
    }

    public string[] Aliases
    {
        get => NameAndAliases.Where(name => name != LocalName).ToArray();
        init => NameAndAliases.UnionWith(value);
    }

    public string? LanguageName { get; set; }

    public string? LanguageVersion { get; set; }

    public bool IsComposite { get; set; }

    public bool IsProxy { get; set; }

    public string DisplayName
    {
        get => _displayName ?? (string.IsNullOrWhiteSpace(LanguageName) ? LocalName : $"{LocalName} - {LanguageName}");
        set => _displayName = value;
    }

    public string LocalName { get; }

    public Uri Uri { get; set; }

    public string? Description { get; set; }

    public ICollection<KernelCommandInfo> SupportedKernelCommands
    {
        get => _commands;
        init => _commands.UnionWith(value ?? []);
    }

    public ICollection<KernelDirective> SupportedDirectives
    {
        get => _directives;
        init => _directives.AddAll(value);
    }

    public override string ToString() => $"{LocalName} ({Uri})";

    internal HashSet<string> NameAndAliases { get; }

    internal bool Supports(Type commandType) => _commands.Contains(new KernelCommandInfo(commandType.Name));

    internal KernelDirective? Directive(string name) => _directives.Find(name);
}
