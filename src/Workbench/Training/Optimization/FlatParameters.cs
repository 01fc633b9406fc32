using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// The trainable parameters of a model in one vector and their gradients in another. The model goes on using its own parameters,
/// which become views of the vectors, so that clipping, the optimizer, a reduction over machines and a checkpoint see two tensors instead of hundreds.
/// </summary>
/// <remarks>
/// Within a group the parameters with two dimensions or more come first: what decays is one stretch of the vector.
/// A parameter without a part in a loss has a gradient of zero (not none).
/// </remarks>
public sealed class FlatParameters : IDisposable
{
    private readonly Tensor[] members;
    private readonly Tensor[] gradientViews;

    /// <summary>Moves the parameters into one vector.</summary>
    /// <param name="groups">What to train; at least one parameter must need a gradient.</param>
    /// <exception cref="WorkbenchException">No parameter needs a gradient, or they differ in type or device.</exception>
    public FlatParameters(params IReadOnlyList<ParameterGroup> groups)
    {
        var seen = new HashSet<IntPtr>();
        var chosen = new List<(string Name, Parameter Parameter, double Factor, bool Matrix)>();
        foreach (var group in groups)
        {
            var fresh = group.Parameters.Where(named => named.Parameter.requires_grad && seen.Add(named.Parameter.Handle)).ToList();
            chosen.AddRange(fresh.OrderBy(named => named.Parameter.dim() < 2)
                .Select(named => (named.Name, named.Parameter, group.LearningRateFactor, named.Parameter.dim() >= 2)));
        }

        if (chosen.Count == 0)
        {
            throw new WorkbenchException("There is nothing to train: no parameter requires a gradient.");
        }

        var first = chosen[0].Parameter;
        foreach (var (name, parameter, _, _) in chosen)
        {
            if (parameter.dtype != first.dtype || parameter.device.ToString() != first.device.ToString())
            {
                throw new WorkbenchException(
                    $"Parameter {name} is {parameter.dtype} on {parameter.device}, but {chosen[0].Name} is {first.dtype} on {first.device}: "
                    + "parameters that are trained together must have one type and one device.");
            }
        }

        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var values = cat([.. chosen.Select(item => item.Parameter.detach().flatten())]);
        var zeros = zeros_like(values);
        var views = new List<Tensor>();
        var slices = new List<ParameterSlice>();
        var stretches = new List<ParameterStretch>();
        var offset = 0L;
        foreach (var (name, parameter, factor, matrix) in chosen)
        {
            var shape = parameter.shape;
            var length = parameter.numel();

            // On the meta device set_ would cut the shared storage to this view's size; there are no numbers to share there anyway.
            if (parameter.device_type != DeviceType.META)
            {
                parameter.set_(values.narrow(0, offset, length).view(shape));
            }

            views.Add(zeros.narrow(0, offset, length).view(shape));
            parameter.grad = views[^1];
            slices.Add(new ParameterSlice(name, offset, length, shape));
            if (stretches.Count > 0 && stretches[^1] is var last && last.LearningRateFactor == factor && last.Matrices == matrix)
            {
                stretches[^1] = last with { Length = last.Length + length };
            }
            else
            {
                stretches.Add(new ParameterStretch(offset, length, factor, matrix));
            }

            offset += length;
        }

        members = [.. chosen.Select(item => item.Parameter)];
        gradientViews = [.. views.Select(view => view.DetachFromDisposeScope())];
        Slices = slices;
        Stretches = stretches;
        Values = values.DetachFromDisposeScope();
        Gradients = zeros.DetachFromDisposeScope();
    }

    /// <summary>All parameters, [N].</summary>
    public Tensor Values { get; }

    /// <summary>All gradients, [N]; what <c>backward</c> adds to.</summary>
    public Tensor Gradients { get; }

    /// <summary>N, the number of trainable numbers.</summary>
    public long Count => Values.shape[0];

    /// <summary>Which part of the vectors is which parameter.</summary>
    public IReadOnlyList<ParameterSlice> Slices { get; }

    /// <summary>Stretches of the vectors that are trained alike, in order and without gaps.</summary>
    public IReadOnlyList<ParameterStretch> Stretches { get; }

    /// <summary>Sets all gradients to 0.</summary>
    public void ZeroGradients() => Gradients.zero_();

    /// <summary>Gradients of a loss, one a parameter, without adding them to <see cref="Gradients"/>; what several threads may do at a time.</summary>
    /// <returns>In the order of <see cref="Slices"/>; an invalid tensor where the loss does not depend on the parameter.</returns>
    internal IList<Tensor> GradientsOf(Tensor loss) => autograd.grad([loss], members, allow_unused: true);

    /// <summary>Adds gradients to <see cref="Gradients"/>.</summary>
    /// <param name="gradients">As <see cref="GradientsOf"/> gives them.</param>
    internal void Add(IList<Tensor> gradients)
    {
        using var off = no_grad();
        for (var i = 0; i < gradients.Count; i++)
        {
            if (!gradients[i].IsInvalid)
            {
                gradientViews[i].add_(gradients[i]);
            }
        }
    }

    /// <summary>Frees the two vectors. The model keeps its parameters (each still holds the memory that it is a view of), without gradients.</summary>
    public void Dispose()
    {
        foreach (var parameter in members.Where(parameter => !parameter.IsInvalid))
        {
            parameter.grad = null;
        }

        foreach (var view in gradientViews)
        {
            view.Dispose();
        }

        Values.Dispose();
        Gradients.Dispose();
    }
}

/// <summary>Where a parameter lies in the vector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Its first number.</param>
/// <param name="Length">How many numbers.</param>
/// <param name="Shape">Its shape.</param>
public sealed record ParameterSlice(string Name, long Offset, long Length, IReadOnlyList<long> Shape);

/// <summary>A stretch of the vector that is trained alike.</summary>
/// <param name="Offset">Its first number.</param>
/// <param name="Length">How many numbers.</param>
/// <param name="LearningRateFactor">The learning rate here over that of the optimizer.</param>
/// <param name="Matrices">Whether it holds parameters of two dimensions or more, which decay.</param>
public readonly record struct ParameterStretch(long Offset, long Length, double LearningRateFactor, bool Matrices);
