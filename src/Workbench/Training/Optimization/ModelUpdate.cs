using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>One optimizer update of a model, from zeroed gradients to moved weights: what all trainers have in common.</summary>
internal sealed class ModelUpdate : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly FlatAdamW optimizer;
    private readonly AdamWOptions options;
    private readonly long totalSteps;
    private readonly int heldFor;

    /// <param name="groups">What is trained.</param>
    /// <param name="options">How.</param>
    /// <param name="totalSteps">Updates of the whole training.</param>
    /// <param name="heldFor">Updates that a learning rate is held for.</param>
    /// <param name="workers">Threads that share the work on a CPU; null for all processors.</param>
    public ModelUpdate(IReadOnlyList<ParameterGroup> groups, AdamWOptions options, long totalSteps, int heldFor = 1, int? workers = null)
    {
        parameters = new FlatParameters(groups);
        optimizer = new FlatAdamW(parameters, options);
        Workers = new Workers(Device, workers);
        this.options = options;
        this.totalSteps = totalSteps;
        this.heldFor = heldFor;
    }

    public Device Device => parameters.Values.device;

    /// <summary>Whether it takes memory: not on the meta device.</summary>
    public bool IsReal => Device.type != DeviceType.META;

    /// <summary>Bytes of what is trained.</summary>
    public long TrainedBytes => parameters.Count * parameters.Values.element_size();

    public FlatParameters Parameters => parameters;

    public Workers Workers { get; }

    /// <summary>Updates begun; decides the learning rate.</summary>
    public long StepsDone { get; set; }

    public double LearningRate => options.LearningRateAt(StepsDone / heldFor * heldFor, totalSteps);

    public void Begin() => parameters.ZeroGradients();

    /// <summary>
    /// Runs forward passes with gradients side by side and adds their gradients up in the order of their numbers: the same bits with any number
    /// of workers.
    /// </summary>
    /// <param name="parts">How many passes.</param>
    /// <param name="pass">The loss of the pass with the given index, in a dispose scope of its own; null where it has no gradient to add.</param>
    /// <param name="inOrder">Whether the passes must run one after another, because dropout draws from one generator.</param>
    public void Backward(int parts, Func<int, Tensor?> pass, bool inOrder = false)
    {
        if (inOrder || Workers.Count == 1 || parts == 1)
        {
            for (var part = 0; part < parts; part++)
            {
                using var scope = NewDisposeScope();
                pass(part)?.backward();
            }

            return;
        }

        var turns = new Turns();
        Workers.Run(parts, part =>
        {
            using var scope = NewDisposeScope();
            try
            {
                var gradients = pass(part) is { } loss ? parameters.GradientsOf(loss) : null;
                turns.Wait(part);
                parameters.Add(gradients ?? []);
            }
            finally
            {
                turns.Pass(part);
            }
        });
    }

    /// <summary>Clips and steps if <paramref name="accept"/> is true and the gradient is finite; null steps in any case.</summary>
    /// <returns>The gradient's norm before clipping.</returns>
    public Tensor End(Tensor? accept, out Tensor accepted, bool clip = true)
    {
        using var scope = NewDisposeScope();
        using var single = new SingleThreaded();
        var norm = GradientClipping.Clip(parameters.Gradients, clip ? options.MaxGradientNorm : null);
        var stepped = accept is null ? ones([], ScalarType.Bool, Device) : Finite.Is(norm) & accept;
        optimizer.Step(LearningRate, accept is null ? null : stepped, Workers);
        StepsDone++;
        accepted = scope.MoveToOuter(stepped);
        return scope.MoveToOuter(norm);
    }

    public Dictionary<string, Tensor> State() => new(optimizer.State());

    public void Restore(IReadOnlyDictionary<string, Tensor> state) => optimizer.Restore(state);

    public void Dispose()
    {
        Workers.Dispose();
        optimizer.Dispose();
        parameters.Dispose();
    }
}
