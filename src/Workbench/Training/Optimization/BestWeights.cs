using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The weights that gave the best figure so far, beside those that are being trained.</summary>
internal sealed class BestWeights(FlatParameters parameters) : IDisposable
{
    private const string Name = "best.values";

    private Tensor? values;

    /// <summary>The step after which the weights were so, from 1; null while there are none.</summary>
    public int? Step { get; private set; }

    /// <summary>Their figure; the lower the better.</summary>
    public double Figure { get; private set; } = double.PositiveInfinity;

    /// <summary>Keeps the weights as they are if their figure is lower than that of the ones kept; NaN never is.</summary>
    public bool Offer(int step, double figure)
    {
        if (!(figure < Figure))
        {
            return false;
        }

        using var off = no_grad();
        values ??= empty_like(parameters.Values).DetachFromDisposeScope();
        values.copy_(parameters.Values);
        (Step, Figure) = (step, figure);
        return true;
    }

    /// <summary>Puts the kept weights into the model. False where there are none.</summary>
    public bool Load()
    {
        if (values is null)
        {
            return false;
        }

        using var off = no_grad();
        parameters.Values.copy_(values);
        return true;
    }

    public void Save(IDictionary<string, Tensor> tensors, System.Text.Json.Nodes.JsonObject numbers)
    {
        if (values is not null)
        {
            tensors[Name] = values.clone();
            numbers["best_step"] = Step;
            numbers["best_figure"] = Figure;
        }
    }

    public void Restore(TrainerState state)
    {
        if (!state.Tensors.ContainsKey(Name))
        {
            return;
        }

        using var off = no_grad();
        values ??= empty_like(parameters.Values).DetachFromDisposeScope();
        TrainerState.CopyInto(state.Tensors, Name, values);
        (Step, Figure) = (state.Value<int>("best_step"), state.Value<double>("best_figure"));
    }

    public void Dispose() => values?.Dispose();
}
