using System.Text.Json.Nodes;
using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>Settings that transformers knows for every family and that none here follows.</summary>
internal static class CommonSettings
{
    /// <summary>Refuses them, unless they are off.</summary>
    /// <exception cref="WorkbenchException">One is on; the message names it.</exception>
    public static void Check(ModelConfig config)
    {
        config.Only("quantization_config", null);
        config.Only("pruned_heads", new JsonObject());
        config.Only("cross_attention_hidden_size", null);
    }
}
