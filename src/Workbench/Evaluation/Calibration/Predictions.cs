namespace Workbench.Evaluation.Calibration;

/// <summary>Checks of predicted probabilities and what came true.</summary>
internal static class Predictions
{
    public static void Check(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes)
    {
        if (probabilities.Count == 0 || probabilities.Count != outcomes.Count)
        {
            throw new ArgumentException($"Every prediction needs an outcome; found {probabilities.Count} predictions and {outcomes.Count} outcomes.");
        }

        for (var i = 0; i < probabilities.Count; i++)
        {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
            {
                throw new ArgumentException($"Prediction {i} is {probabilities[i]}; a probability lies in [0, 1].", nameof(probabilities));
            }
        }
    }
}
