using System.Collections.Immutable;

namespace Workbench.Data.Dialogues;

/// <summary>
/// An everyday situation between two people that can end calmly or in a quarrel. Turns alternate between #Person1# and #Person2#;
/// texts hold (alternatives|in parentheses) and {slots}, and a slot has the same value in the whole dialogue and its summary.
/// </summary>
/// <param name="Topic">What it is about, in a few words.</param>
/// <param name="HeldOut">Whether it occurs in the test split only.</param>
/// <param name="Slots">Each slot's name and possible values.</param>
/// <param name="Opening">The turns of both ways.</param>
/// <param name="Calm">The turns that follow when both stay calm.</param>
/// <param name="CalmSummary">The summary then.</param>
/// <param name="Heated">The turns that follow when they quarrel.</param>
/// <param name="HeatedSummary">The summary then.</param>
internal sealed record Scene(
    string Topic, bool HeldOut, ImmutableArray<(string Name, ImmutableArray<string> Values)> Slots,
    ImmutableArray<string> Opening,
    ImmutableArray<string> Calm, string CalmSummary,
    ImmutableArray<string> Heated, string HeatedSummary);
