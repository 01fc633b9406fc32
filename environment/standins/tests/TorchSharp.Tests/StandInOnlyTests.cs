using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Tests;

/// <summary>What is asked of the stand-in alone: tests that cover it, and an exception where the real package ends the process.</summary>
public sealed class StandInOnlyTests
{
    [Fact]
    public void EveryPublicOperatorIsTested()
    {
        var results = new[] { typeof(Tensor), typeof(Tensor[]) };
        var operators = new[] { typeof(Tensor), typeof(torch), typeof(nn.functional) }
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName && (results.Contains(m.ReturnType) || m.ReturnType.Name.StartsWith("ValueTuple", StringComparison.Ordinal)))
            .Select(m => m.Name).Distinct();
        var tested = OperatorTests.Names.Cast<object[]>().Select(row => (string)row[0]).Concat(Golden.Elsewhere.Names).ToHashSet();
        var untested = operators.Where(name => !tested.Contains(name) && !tested.Contains(name.TrimEnd('_')));
        Assert.Empty(untested);
    }

    [Fact]
    public void WhatLibtorchRefusesIsAnExceptionEverywhere()
    {
        using var scope = NewDisposeScope();
        Refuses("cannot be multiplied", () => ones(2, 3).matmul(ones(2, 3)));
        Refuses("RNG state", () => new Generator(1).set_state(zeros(3, dtype: ScalarType.Byte)));
        Refuses("does not require grad", () => autograd.grad([ones(2).sum()], [ones(2, requires_grad: true)]));
    }

    private static void Refuses(string message, Action call) => Assert.Contains(message, Assert.Throws<ExternalException>(call).Message);
}
