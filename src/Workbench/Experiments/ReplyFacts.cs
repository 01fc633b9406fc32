using Workbench.Data.Gold;

namespace Workbench.Experiments;

/// <summary>What is known of one reply of one model.</summary>
/// <param name="Text">The reply.</param>
/// <param name="Ended">Whether it ended by itself.</param>
/// <param name="Rewards">What each reward says, the most important first; the same names for every reply of a comparison.</param>
/// <param name="Gold">The score by the corpus's own rules; null of a reply to a prompt of other data, where they say nothing.</param>
/// <param name="Kl">log pi(reply) - log pi_SFT(reply), in nats: the divergence from the fine-tuned model, estimated from this sample.</param>
public sealed record ReplyFacts(string Text, bool Ended, IReadOnlyList<RewardScore> Rewards, GoldScore? Gold, double Kl);
