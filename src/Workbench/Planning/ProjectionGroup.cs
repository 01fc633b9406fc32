using TorchSharp;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Planning;

/// <summary>
/// The projections of an attention or of a feed-forward part. In every family the last one reads what the others made, and the others read the
/// same input.
/// </summary>
internal sealed class ProjectionGroup
{
    private ProjectionGroup(string name, IReadOnlyList<(string Name, Projection Projection)> members)
    {
        Name = name;
        IsAttention = members.Count > 1 && name.Contains("att", StringComparison.OrdinalIgnoreCase);
        IsCross = name.Contains("EncDec", StringComparison.Ordinal);
        Layer = FrozenTrunk.LayerOf(name + ".");
        (Input, InnerInput) = (InputOf(members[0].Projection), InputOf(members[^1].Projection));
        Inner = members.SkipLast(1).Sum(member => OutputOf(member.Projection));
        Output = OutputOf(members[^1].Projection);
        IsGated = !IsAttention && members.Count == 3;
        InputTrained = members.SkipLast(1).Any(member => IsTrained(member.Projection));
        InnerTrained = IsTrained(members[^1].Projection);
    }

    /// <summary>The module that holds them.</summary>
    public string Name { get; }

    /// <summary>The layer, from 0.</summary>
    public int Layer { get; }

    /// <summary>Whether it attends.</summary>
    public bool IsAttention { get; }

    /// <summary>Whether keys and values come from the prompt of an encoder-decoder model.</summary>
    public bool IsCross { get; }

    /// <summary>Whether one projection gates another.</summary>
    public bool IsGated { get; }

    /// <summary>Width of what the first projections read.</summary>
    public long Input { get; }

    /// <summary>Width of all that the first projections give.</summary>
    public long Inner { get; }

    /// <summary>Width of what the last projection reads.</summary>
    public long InnerInput { get; }

    /// <summary>Width of what it gives.</summary>
    public long Output { get; }

    /// <summary>Whether the gradient needs what the first projections read.</summary>
    public bool InputTrained { get; }

    /// <summary>Whether the gradient needs what the last projection reads.</summary>
    public bool InnerTrained { get; }

    /// <summary>The groups of a model, its head left out.</summary>
    public static IReadOnlyList<ProjectionGroup> Of(nn.Module model) =>
        [.. model.named_modules()
            .Where(named => named.module is Projection && FrozenTrunk.LayerOf(named.name + ".") is >= 0 and < int.MaxValue)
            .GroupBy(named => named.name[..named.name.LastIndexOf('.')])
            .Select(group => new ProjectionGroup(group.Key, [.. group.Select(named => (named.name, (Projection)named.module))]))];

    private static long InputOf(Projection projection) => projection.Weight.shape[projection.InputFirst ? 0 : 1];

    private static long OutputOf(Projection projection) => projection.Weight.shape[projection.InputFirst ? 1 : 0];

    private static bool IsTrained(Projection projection) =>
        projection.Weight.requires_grad || (projection.Adapter?.parameters().Any(parameter => parameter.requires_grad) ?? false);
}
