using Workbench.Models;
using Workbench.Models.Lora;

namespace Workbench.Training;

/// <summary>References for <see cref="PpoTrainer"/>.</summary>
public static class References
{
    /// <summary>The reference of a policy that has not been trained by PPO yet.</summary>
    /// <param name="policy">A whole model, or one under an adapter; an adapter's reference shares the base's memory.</param>
    /// <param name="choice">Without effect on a policy without adapter: that is copied.</param>
    /// <returns>A frozen model; the caller owns it.</returns>
    public static ILanguageModel Of(ILanguageModel policy, ReferenceChoice choice = ReferenceChoice.Start) =>
        policy.Adapter is null ? policy.Clone()
        : choice == ReferenceChoice.Base || Adapters.ChangesNothing(policy) ? Adapters.Off(policy)
        : Adapters.FrozenCopy(policy);
}
