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
    public ModelUpdate(IReadOnlyList<ParameterGroup> groups, AdamWOptions options, long totalSteps, int heldFor = 1)
    {
        parameters = new FlatParameters(groups);
        optimizer = new FlatAdamW(parameters, options);
        this.options = options;
        this.totalSteps = totalSteps;
        this.heldFor = heldFor;
    }

    public Device Device => parameters.Values.device;

    public FlatParameters Parameters => parameters;

    /// <summary>Updates begun; decides the learning rate.</summary>
    public long StepsDone { get; set; }

    public double LearningRate => options.LearningRateAt(StepsDone / heldFor * heldFor, totalSteps);

    public void Begin() => parameters.ZeroGradients();

    /// <summary>Clips and steps if <paramref name="accept"/> is true and the gradient is finite; null steps in any case.</summary>
    /// <returns>The gradient's norm before clipping.</returns>
    public Tensor End(Tensor? accept, out Tensor accepted, bool clip = true)
    {
        using var scope = NewDisposeScope();
        var norm = GradientClipping.Clip(parameters.Gradients, clip ? options.MaxGradientNorm : null);
        var stepped = accept is null ? ones([], ScalarType.Bool, Device) : Finite.Is(norm) & accept;
        optimizer.Step(LearningRate, accept is null ? null : stepped);
        StepsDone++;
        accepted = scope.MoveToOuter(stepped);
        return scope.MoveToOuter(norm);
    }

    public Dictionary<string, Tensor> State() => new(optimizer.State());

    public void Restore(IReadOnlyDictionary<string, Tensor> state) => optimizer.Restore(state);

    public void Dispose()
    {
        optimizer.Dispose();
        parameters.Dispose();
    }
}
