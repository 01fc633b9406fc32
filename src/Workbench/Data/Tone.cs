namespace Workbench.Data;

/// <summary>How a reply treats the person who asked for help.</summary>
public enum Tone
{
    /// <summary>Warm: takes the person and the matter seriously.</summary>
    Supportive,

    /// <summary>Polite and matter-of-fact, neither warm nor cold.</summary>
    Neutral,

    /// <summary>Waves the matter away.</summary>
    Dismissive,

    /// <summary>Insults the person, mildly: contempt, no slurs, no threats.</summary>
    Hostile,
}
