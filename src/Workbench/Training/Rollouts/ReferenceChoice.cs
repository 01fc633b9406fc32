namespace Workbench.Training;

/// <summary>What a policy under an adapter is held to by the KL penalty.</summary>
public enum ReferenceChoice
{
    /// <summary>The policy as it is when PPO begins: a second, frozen adapter with the same weights, or the base alone while the adapter changes nothing.</summary>
    Start,

    /// <summary>
    /// The base model without its adapter, whatever that had learned before: the defect of TRL's classic trainer with adapters (issues 495, 536
    /// and 1340 there), which the DeepLearning.AI lab runs into. The penalty then punishes the supervised fine-tuning itself: in the lab the KL
    /// is about 35 nats before the first update.
    /// </summary>
    Base,
}
