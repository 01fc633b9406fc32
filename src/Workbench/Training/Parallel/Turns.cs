namespace Workbench.Training;

/// <summary>Lets parts that are worked on side by side do one thing in the order of their numbers.</summary>
internal sealed class Turns
{
    private readonly object gate = new();
    private int next;

    /// <summary>Waits until every part before this one has passed.</summary>
    public void Wait(int part)
    {
        lock (gate)
        {
            while (next < part)
            {
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Lets the part after this one go, once those before it have passed.</summary>
    public void Pass(int part)
    {
        Wait(part);
        lock (gate)
        {
            next = part + 1;
            Monitor.PulseAll(gate);
        }
    }
}
