using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019, algorithm 2) over <see cref="FlatParameters"/>, with PyTorch's numbers: the bias corrections stand
/// apart, epsilon is added after the correction of the second moment. With a weight decay of 0 it is Adam.
/// </summary>
/// <remarks>
/// An update can be refused by a tensor: where <c>accept</c> is false, weights, moments and the step count keep their bits although nothing is
/// read back from a device that one would have to wait for. (TRL 0.11.4 multiplies the loss of such an update by zero instead: Adam's momentum still moves the weights.)
/// On a CPU the vectors are worked through in pieces that stay in its cache.
/// </remarks>
public sealed class FlatAdamW : IDisposable
{
    private const long CachedPiece = 1 << 16;

    private readonly FlatParameters parameters;
    private readonly AdamWOptions options;

    /// <summary>Creates the optimizer with moments of zero.</summary>
    /// <param name="parameters">What it moves.</param>
    /// <param name="options">Its numbers; the learning rate itself is given at each step.</param>
    /// <exception cref="WorkbenchException">An option lies outside its range.</exception>
    public FlatAdamW(FlatParameters parameters, AdamWOptions options)
    {
        options.Validate(nameof(AdamWOptions));
        this.parameters = parameters;
        this.options = options;
        using var scope = NewDisposeScope();
        FirstMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
        SecondMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
        StepCount = zeros([], ScalarType.Float64, parameters.Values.device).DetachFromDisposeScope();
    }

    /// <summary>Decaying mean of the gradients, [N].</summary>
    public Tensor FirstMoment { get; }

    /// <summary>Decaying mean of the squared gradients, [N].</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Updates accepted so far, a float64 scalar.</summary>
    public Tensor StepCount { get; }

    /// <summary>One update with the gradients as they are. Does not zero them.</summary>
    /// <param name="learningRate">Of this update; at least 0.</param>
    /// <param name="accept">A boolean scalar; false leaves everything but the gradients as it was. Null accepts.</param>
    public void Step(double learningRate, Tensor? accept = null) => Step(learningRate, accept, null);

    internal void Step(double learningRate, Tensor? accept, Workers? workers)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        if (accept is { device_type: DeviceType.CPU })
        {
            if (!accept.item<bool>())
            {
                return;
            }

            accept = null;
        }

        var dtype = parameters.Values.dtype;
        var accepted = accept?.to_type(ScalarType.Float64) ?? ones([], ScalarType.Float64, StepCount.device);
        var refused = accept?.eq(false);
        StepCount.add_(accepted);
        var count = StepCount.clamp_min(1);
        var correction1 = 1 - Power(options.Beta1, count);
        var rootCorrection2 = (1 - Power(options.Beta2, count)).sqrt().to_type(dtype);
        var weight1 = (accepted * (1 - options.Beta1)).to_type(dtype);
        var keep2 = (1 - accepted * (1 - options.Beta2)).to_type(dtype);
        foreach (var stretch in parameters.Stretches)
        {
            var rate = learningRate * stretch.LearningRateFactor;
            var decay = stretch.Matrices || options.DecayVectors ? options.WeightDecay : 0;
            var stepSize = (accepted / correction1 * -rate).to_type(dtype);
            var keep = decay == 0 ? null : (1 - accepted * (rate * decay)).to_type(dtype);
            var piece = parameters.Values.device_type == DeviceType.CPU ? CachedPiece : stretch.Length;
            var pieces = (int)((stretch.Length + piece - 1) / piece);
            void Work(int index)
            {
                using var inner = NewDisposeScope();
                using var without = no_grad();
                var length = Math.Min(piece, stretch.Length - index * piece);
                Move(stretch.Offset + index * piece, length, refused, weight1, keep2, rootCorrection2, stepSize, keep);
            }

            if (workers is not null && pieces > 1)
            {
                workers.Run(pieces, Work);
                continue;
            }

            for (var index = 0; index < pieces; index++)
            {
                Work(index);
            }
        }
    }

    /// <summary>The moments and the step count as copies under stable names, for a checkpoint.</summary>
    public IReadOnlyDictionary<string, Tensor> State() => new Dictionary<string, Tensor>
    {
        ["optimizer.first_moment"] = FirstMoment.clone(),
        ["optimizer.second_moment"] = SecondMoment.clone(),
        ["optimizer.step_count"] = StepCount.clone(),
    };

    /// <summary>Takes over what <see cref="State"/> gave.</summary>
    /// <exception cref="WorkbenchException">A tensor is missing or belongs to another model.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var off = no_grad();
        foreach (var (name, target) in new[]
        {
            ("optimizer.first_moment", FirstMoment), ("optimizer.second_moment", SecondMoment), ("optimizer.step_count", StepCount),
        })
        {
            TrainerState.CopyInto(state, name, target);
        }
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        StepCount.Dispose();
    }

    private void Move(
        long offset, long length, Tensor? refused, Tensor weight1, Tensor keep2, Tensor rootCorrection2, Tensor stepSize, Tensor? keep)
    {
        var value = parameters.Values.narrow(0, offset, length);
        var gradient = parameters.Gradients.narrow(0, offset, length);
        var first = FirstMoment.narrow(0, offset, length);
        var second = SecondMoment.narrow(0, offset, length);
        if (refused is not null)
        {
            gradient.masked_fill_(refused, 0);
        }

        if (keep is not null)
        {
            value.mul_(keep);
        }

        first.add_((gradient - first).mul_(weight1));
        second.mul_(keep2).addcmul_(gradient, gradient, 1 - options.Beta2);
        var denominator = second.sqrt().div_(rootCorrection2).add_(options.Epsilon);
        value.add_((first * stepSize).div_(denominator));
    }

    private static Tensor Power(double basis, Tensor exponent) => (exponent * Math.Log(basis)).exp();
}
