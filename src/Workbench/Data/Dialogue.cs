namespace Workbench.Data;

/// <summary>An everyday dialogue with a summary, in the form of DialogSum (Chen et al. 2021).</summary>
/// <param name="Id">Unique in its file, such as "train_0".</param>
/// <param name="Text">Turns that start with "#Person1#: " or "#Person2#: ", one a line.</param>
/// <param name="Summary">What was said, in one to three sentences.</param>
/// <param name="Topic">What it is about, in a few words.</param>
/// <param name="Heated">Whether somebody is insulted in it; null where nobody said.</param>
public sealed record Dialogue(string Id, string Text, string Summary, string Topic, bool? Heated = null);
