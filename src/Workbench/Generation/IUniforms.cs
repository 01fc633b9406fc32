namespace Workbench.Generation;

/// <summary>A table of uniform numbers, one for each row of a batch and each step of its response.</summary>
public interface IUniforms
{
    /// <summary>The number for a row of the batch and a step of its response, in [0, 1).</summary>
    double At(long row, int step);
}
