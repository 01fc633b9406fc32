using System.Text.Json.Serialization;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>What every run is told.</summary>
public abstract record RunConfig
{
    /// <summary>All randomness of the run comes from this number.</summary>
    [JsonPropertyOrder(-1)]
    public ulong Seed { get; init; }

    /// <summary>cpu, cuda or cuda:N.</summary>
    [JsonPropertyOrder(-1)]
    public string Device { get; init; } = "cpu";

    /// <summary>Threads inside one operator; small models gain nothing from more than one.</summary>
    [JsonPropertyOrder(-1)]
    public int Threads { get; init; } = 1;

    /// <summary>Checks every option, before anything is written or trained.</summary>
    /// <exception cref="WorkbenchException">An option is missing or lies outside its range; the message names it, its value and the range.</exception>
    public virtual void Validate() => OptionCheck.AtLeastOne("threads", Threads);
}
