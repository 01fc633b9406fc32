using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Compares a loss and its gradients with the golden data.</summary>
internal static class Gradients
{
    public static void Equal(ExpectedModel expected, Tensor loss, nn.Module module)
    {
        var json = expected.Json;
        Near.Equal(json.GetProperty("loss").GetDouble(), loss.item<float>(), json.GetProperty("loss_tolerance").GetDouble(), "loss");

        var gradients = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad);
        foreach (var norm in json.GetProperty("gradient_norms").EnumerateObject())
        {
            Assert.True(gradients.TryGetValue(norm.Name, out var gradient), $"the model has no parameter {norm.Name}");
            var found = gradient is null ? 0 : gradient.to(ScalarType.Float64).norm().item<double>();
            Near.Equal(norm.Value.GetDouble(), found, json.GetProperty("gradient_norm_tolerance").GetDouble(), $"norm of the gradient of {norm.Name}");
        }

        foreach (var name in json.GetProperty("full_gradients").EnumerateArray().Select(item => item.GetString()!))
        {
            Near.Equal(expected[$"grad.{name}"], gradients[name]!, json.GetProperty("full_gradient_tolerance").GetDouble(), $"gradient of {name}");
        }
    }
}
