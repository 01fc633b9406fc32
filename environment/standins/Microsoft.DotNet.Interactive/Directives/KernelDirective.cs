#nullable enable
namespace Microsoft.DotNet.Interactive.Directives;

public abstract class KernelDirective
{
    private readonly NamedList<KernelDirectiveParameter> _parameters = new(
        parameter => parameter.Name,
        (adding, existing) =>
        {
            if (existing.Any(other => other.Name == adding.Name))
            {
                throw new ArgumentException($"Directive already contains a parameter named '{adding.Name}'.");
            }

            if (adding.AllowImplicitName && existing.Any(other => other.AllowImplicitName))
            {
                throw new ArgumentException(
                    $"Only one parameter on a directive can have {nameof(KernelDirectiveParameter.AllowImplicitName)} set to true.");
            }
        });

    protected KernelDirective(string name) => Name = name;

    public string Name { get; init; }

    public string? Description { get; set; }

    public bool Hidden { get; set; }

    public ICollection<KernelDirectiveParameter> Parameters
    {
        get => _parameters;
        init => _parameters.AddAll(value);
    }

    public override string ToString() => Name;

    internal KernelInfo? Owner { get; set; }
}
