using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Models;

namespace Workbench.Benchmarks.Ppo;

/// <summary>What all contestants start from: weights in a folder, prompts, and one batch of responses with scores to compare numbers on.</summary>
internal sealed class PpoMaterial
{
    private PpoMaterial(PpoShape shape, string folder)
    {
        var random = new SeededRandom(7);
        Shape = shape;
        Folder = folder;
        Prompts = Tokens(shape.Batch, shape.Prompt);
        Responses = Tokens(shape.Batch, shape.Response);
        Scores = [.. Enumerable.Range(0, shape.Batch).Select(_ => random.NextDouble())];

        int[][] Tokens(int rows, int width) =>
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextInt(shape.PadId)).ToArray())];
    }

    public PpoShape Shape { get; }

    /// <summary>A checkpoint with a value head.</summary>
    public string Folder { get; }

    public int[][] Prompts { get; }

    public int[][] Responses { get; }

    public double[] Scores { get; }

    public static PpoMaterial Make(PpoShape shape, string folder)
    {
        using var model = LanguageModels.Initialise(shape.Config, seed: 1);
        using var head = ValueHead.For(model, std: 0.05, seed: 2);
        LanguageModels.Save(model, folder, valueHead: head);
        return new PpoMaterial(shape, folder);
    }

    /// <summary>For a peer.</summary>
    public JsonObject Settings() => new()
    {
        ["folder"] = Folder,
        ["prompts"] = JsonSerializer.SerializeToNode(Prompts),
        ["responses"] = JsonSerializer.SerializeToNode(Responses),
        ["scores"] = JsonSerializer.SerializeToNode(Scores),
        ["batch"] = Shape.Batch,
        ["mini_batch"] = Shape.MiniBatch,
        ["epochs"] = Shape.Epochs,
        ["response"] = Shape.Response,
        ["vocabulary"] = Shape.Vocabulary,
        ["frozen"] = Shape.Frozen,
    };
}
