using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace Workbench.Notebooks.Execution;

/// <summary>Collects what a cell puts out, in order: text that follows text of the same stream is joined, an update replaces what it updates.</summary>
internal sealed class CellOutputs(int executionOrder)
{
    private const string Out = "stdout";
    private const string Error = "stderr";

    private readonly List<Output> _outputs = [];

    internal static string? PrintedText(KernelEvent @event) => Stream(@event)?.Text;

    internal void Add(KernelEvent @event)
    {
        switch (@event)
        {
            case StandardOutputValueProduced or StandardErrorValueProduced:
                AddText(Stream(@event)!.Value);
                break;
            case ReturnValueProduced { FormattedValues: var values }:
                AddData(values, null, isResult: true);
                break;
            case DisplayedValueProduced { FormattedValues: var values, ValueId: var id }:
                AddData(values, id, isResult: false);
                break;
            case DisplayedValueUpdated { FormattedValues: var values, ValueId: var id }:
                foreach (var output in _outputs.Where(output => output.Id == id))
                {
                    output.Data = Data(values);
                }

                break;
        }
    }

    internal IEnumerable<InteractiveDocumentOutputElement> ToElements() =>
        _outputs.Select(output => output switch
        {
            { Stream: { } stream } => new TextElement(TerminalText.Settle(output.Text), stream),
            { IsResult: true } => Result(output.Data),
            _ => (InteractiveDocumentOutputElement)new DisplayElement(output.Data),
        });

    private static (string Name, string Text)? Stream(KernelEvent @event) => @event switch
    {
        StandardOutputValueProduced { FormattedValues: var values } => (Out, string.Concat(values.Select(value => value.Value))),
        StandardErrorValueProduced { FormattedValues: var values } => (Error, string.Concat(values.Select(value => value.Value))),
        _ => null,
    };

    private static Dictionary<string, object> Data(IEnumerable<FormattedValue> values)
    {
        var data = new Dictionary<string, object>();
        foreach (var value in values.Where(value => !value.SuppressDisplay))
        {
            data[value.MimeType] = (value.Value ?? "").ReplaceLineEndings("\n");
        }

        return data;
    }

    private void AddText((string Name, string Text) printed)
    {
        if (_outputs.LastOrDefault() is { } last && last.Stream == printed.Name)
        {
            last.Text += printed.Text;
        }
        else
        {
            _outputs.Add(new Output { Stream = printed.Name, Text = printed.Text });
        }
    }

    private void AddData(IEnumerable<FormattedValue> values, string? id, bool isResult)
    {
        var data = Data(values);
        if (data.Count > 0)
        {
            _outputs.Add(new Output { Data = data, Id = id, IsResult = isResult });
        }
    }

    private ReturnValueElement Result(Dictionary<string, object> data)
    {
        var element = new ReturnValueElement { ExecutionOrder = executionOrder };
        foreach (var (mimeType, value) in data)
        {
            element.Data[mimeType] = value;
        }

        return element;
    }

    private sealed class Output
    {
        internal string? Stream { get; init; }

        internal string Text { get; set; } = "";

        internal Dictionary<string, object> Data { get; set; } = [];

        internal string? Id { get; init; }

        internal bool IsResult { get; init; }
    }
}
