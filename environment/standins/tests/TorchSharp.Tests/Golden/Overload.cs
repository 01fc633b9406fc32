using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TorchSharp.Tests.Golden;

/// <summary>A public method together with arguments that it takes.</summary>
internal sealed class Overload
{
    private readonly MethodInfo method;
    private readonly object?[] arguments;

    private Overload(MethodInfo method, object?[] arguments)
    {
        this.method = method;
        this.arguments = arguments;
    }

    internal MethodInfo Method => method;

    /// <summary>All methods of a name that take the arguments. Optional parameters between them may stay out.</summary>
    /// <param name="all">The tensor whose methods are called, and the arguments that follow.</param>
    internal static IEnumerable<Overload> Of(string name, JsonElement[] all)
    {
        var others = all[1..];
        foreach (var method in typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.Name == name))
            if (Fill(method.GetParameters(), 0, others) is { } arguments)
                yield return new Overload(method, [GoldenTensor.Read(all[0].GetProperty("tensor")), .. arguments]);
        foreach (var holder in new[] { typeof(torch), typeof(nn.functional) })
            foreach (var method in holder.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == name && !LeftOut.Holds(m)))
                if (method.GetParameters() is [var first, ..] parameters && first.ParameterType == typeof(Tensor) && Fill(parameters, 1, others) is { } arguments)
                    yield return new Overload(method, [GoldenTensor.Read(all[0].GetProperty("tensor")), .. arguments]);
    }

    /// <summary>Replaces the float64 tensors among the arguments by leaves with gradients, and returns these.</summary>
    internal IReadOnlyList<Tensor> Leaves()
    {
        var leaves = new List<Tensor>();
        Tensor Leaf(Tensor t)
        {
            if (t.dtype != ScalarType.Float64) return t;
            leaves.Add(t.detach().requires_grad_());
            return leaves[^1];
        }
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = arguments[i] switch { Tensor one => Leaf(one), Tensor[] many => Array.ConvertAll(many, Leaf), var other => other };
        return leaves;
    }

    /// <summary>Calls the method; its results as tensors.</summary>
    internal IReadOnlyList<Tensor> Call()
    {
        // Reflection cannot pass spans, compiled expressions can.
        var parameters = method.GetParameters();
        var given = method.IsStatic ? arguments : arguments[1..];
        var converted = given.Select((value, i) => Expression.Convert(
            parameters[i].ParameterType == typeof(ReadOnlySpan<long>) ? Expression.Constant(value ?? Array.Empty<long>()) : Expression.Constant(value),
            parameters[i].ParameterType));
        var call = Expression.Call(method.IsStatic ? null : Expression.Constant(arguments[0]), method, converted);
        var result = Expression.Lambda<Func<object>>(Expression.Convert(call, typeof(object))).Compile(preferInterpretation: false)();
        return Flatten(result);
    }

    private static IReadOnlyList<Tensor> Flatten(object? result) => result switch
    {
        Tensor one => [one],
        IEnumerable<Tensor> many => [.. many],
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]).OfType<Tensor>()],
        bool truth => [tensor(truth)],
        _ => throw new InvalidOperationException($"{result} is no result of an operator"),
    };

    private static object?[]? Fill(ParameterInfo[] parameters, int from, IReadOnlyList<JsonElement> others)
    {
        var values = new List<object?>();
        var next = 0;
        foreach (var parameter in parameters.Skip(from))
        {
            if (next < others.Count && GoldenArgument.For(others[next], parameter.ParameterType) is (true, var value))
            {
                values.Add(value);
                next++;
            }
            else if (parameter.HasDefaultValue)
            {
                values.Add(Default(parameter));
            }
            else
            {
                return null;
            }
        }
        return next == others.Count ? [.. values] : null;
    }

    private static object? Default(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.DefaultValue is { } value && type.IsEnum ? Enum.ToObject(type, value)
            : parameter.DefaultValue ?? (parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRefLike ? Activator.CreateInstance(parameter.ParameterType) : null);
    }
}
