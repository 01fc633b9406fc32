using Workbench.Planning;

namespace Workbench.Training;

/// <summary>What all trainers have in common: they are iterators of steps that can be left, saved and taken up again.</summary>
/// <typeparam name="TStep">The immutable record of a step.</typeparam>
public interface ITrainer<out TStep>
{
    /// <summary>The steps from where the trainer stands to its end; each is taken when it is asked for.</summary>
    IEnumerable<TStep> Run();

    /// <summary>Everything but the model that the next step depends on; the caller owns it.</summary>
    TrainerState State();

    /// <summary>Goes on from a saved state, to the same bits. The model is to have the weights of that moment.</summary>
    /// <exception cref="WorkbenchException">The state is of another training.</exception>
    void Restore(TrainerState state);

    /// <summary>What the training takes on a machine.</summary>
    MemoryPlan Memory(MemoryTarget target);
}
