using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.Tests;

public sealed class MagicCommandTests : IDisposable
{
    private readonly CompositeKernel _root;
    private readonly CSharpKernel _other = new CSharpKernel("other").UseValueSharing();

    public MagicCommandTests()
    {
        _root = new CompositeKernel { DefaultKernelName = "csharp" };
        _root.Add(new CSharpKernel().UseValueSharing(), ["C#"]);
        _root.Add(_other);
        _root.Add(new HtmlKernel());
    }

    public void Dispose() => _root.Dispose();

    private async Task<IReadOnlyList<KernelEvent>> RunAsync(string code) => (await _root.SendAsync(new SubmitCode(code))).Events;

    [Fact]
    public async Task A_kernel_name_sends_what_follows_to_that_kernel()
    {
        var events = await RunAsync("var a = 1;\n#!other\nvar b = 2;\n#!html\n<p>hello</p>");
        Assert.IsType<CommandSucceeded>(events[^1]);
        Assert.Equal("<p>hello</p>", events.OfType<DisplayedValueProduced>().Single().FormattedValues.Single().Value);
        Assert.True(_other.TryGetValue<int>("b", out _));
        Assert.False(_other.TryGetValue<int>("a", out _));
    }

    [Fact]
    public async Task A_value_is_shared_between_kernels()
    {
        await RunAsync("var text = \"shared\";");
        await RunAsync("#!other\n#!share --from csharp text --as copy");
        Assert.True(_other.TryGetValue<string>("copy", out var copy));
        Assert.Equal("shared", copy);
    }

    [Fact]
    public async Task Set_copies_a_value_as_json_or_by_reference()
    {
        await RunAsync("var numbers = new List<int> { 1, 2 }; var name = \"n\";");
        await RunAsync("#!other\n#!set --name name --value @csharp:name\n#!set --name same --value @csharp:numbers --byref\n#!set --name literal --value word");
        Assert.True(_other.TryGetValue<object>("name", out var name));
        Assert.Equal("n", name);
        Assert.True(_other.TryGetValue<List<int>>("same", out var same));
        Assert.Equal([1, 2], same);
        Assert.True(_other.TryGetValue<string>("literal", out var literal));
        Assert.Equal("word", literal);
    }

    [Fact]
    public async Task An_unknown_magic_command_fails_before_anything_runs()
    {
        var events = await RunAsync("Console.WriteLine(1);\n#!nonsense");
        Assert.Equal("(2,1): error DNI101: Unknown magic command '#!nonsense'", ((CommandFailed)events[^1]).Message);
        Assert.Empty(events.OfType<StandardOutputValueProduced>());
        Assert.Equal(1, events.OfType<DiagnosticsProduced>().Single().Diagnostics.Single().LinePositionSpan.Start.Line);
    }

    [Fact]
    public async Task A_missing_parameter_is_named()
    {
        Assert.Contains("Missing required parameter '--from'", ((CommandFailed)(await RunAsync("#!share x"))[^1]).Message);
    }

    [Fact]
    public async Task A_directive_of_our_own_gets_its_parameters_as_properties()
    {
        Greet seen = null;
        _root.AddDirective<Greet>(
            new KernelActionDirective("#!greet") { Parameters = [new("--name") { AllowImplicitName = true }, new("--how-often"), new("--loud") { Flag = true }] },
            (command, context) =>
            {
                seen = command;
                context.Display($"Hello {command.Name}", "text/plain");
                return Task.CompletedTask;
            });
        var events = await RunAsync("#!greet \"you all\" --how-often 3 --loud");
        Assert.Equal(("you all", 3, true), (seen.Name, seen.HowOften, seen.Loud));
        Assert.Equal("Hello you all", events.OfType<DisplayedValueProduced>().Single().FormattedValues.Single().Value);
    }

    [Fact]
    public async Task A_directive_is_refused_with_its_own_message()
    {
        _root.AddDirective<Greet>(new KernelActionDirective("#!greet") { Parameters = [new("--name")] }, (_, _) => Task.CompletedTask);
        Assert.Contains("DNI211: nobody is not welcome", ((CommandFailed)(await RunAsync("#!greet --name nobody"))[^1]).Message);
    }

    [Fact]
    public async Task A_command_for_a_kernel_that_does_not_exist_fails()
    {
        var result = await _root.SendAsync(new SubmitCode("1", "cobol"));
        Assert.IsType<NoSuitableKernelException>(((CommandFailed)result.Events[^1]).Exception);
    }

    [Fact]
    public void A_kernel_name_is_given_once()
    {
        Assert.Throws<ArgumentException>(() => _root.Add(new CSharpKernel("other")));
        Assert.Throws<InvalidOperationException>(() => new CompositeKernel().Add(_other));
    }

    public sealed class Greet : KernelDirectiveCommand
    {
        public string Name { get; set; }

        public int HowOften { get; set; }

        public bool Loud { get; set; }

        public override IEnumerable<string> GetValidationErrors(CompositeKernel kernel) => Name == "nobody" ? ["nobody is not welcome"] : [];
    }
}
