using System.Runtime.CompilerServices;
using System.Text;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>
/// Responses while they are generated: <c>foreach (var piece in model.StreamText(…)) Console.Write(piece.Text);</c>, or with <c>await foreach</c>
/// where the thread has other things to do meanwhile, as in a notebook.
/// </summary>
public static class Streaming
{
    /// <summary>The text of responses, piece by piece.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="prompts">[B, Q], padded on either side.</param>
    /// <param name="options">As for <see cref="ILanguageModel.Stream"/>. A response's text ends before a <see cref="StopTexts"/>.</param>
    /// <param name="uniforms">Where the randomness comes from; null is allowed for greedy decoding only.</param>
    /// <returns>Pieces of whole characters; those of one row together are its text.</returns>
    public static IEnumerable<TextPiece> StreamText(
        this ILanguageModel model, ITextTokenizer tokenizer, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        var stops = options.StopRules.OfType<StopTexts>().SelectMany(rule => rule.Texts).ToArray();
        var rows = Enumerable.Range(0, (int)prompts.Count * options.ResponsesPerPrompt).Select(_ => new RowText(tokenizer, stops)).ToArray();
        foreach (var token in model.Stream(prompts, options, uniforms))
        {
            var text = rows[token.Row].Add(token.Id, token.Ends);
            if (text.Length > 0)
            {
                yield return new TextPiece(token.Row, text);
            }
        }

        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row].End() is { Length: > 0 } rest)
            {
                yield return new TextPiece(row, rest);
            }
        }
    }

    /// <summary>As <see cref="StreamText"/>, on threads of the pool.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="prompts">[B, Q], padded on either side; not to be disposed of before the end.</param>
    /// <param name="options">As for <see cref="StreamText"/>.</param>
    /// <param name="uniforms">As for <see cref="StreamText"/>.</param>
    /// <param name="cancel">Ends the stream before the next piece.</param>
    /// <returns>The same pieces.</returns>
    /// <exception cref="OperationCanceledException">The stream was cancelled.</exception>
    public static async IAsyncEnumerable<TextPiece> StreamTextAsync(
        this ILanguageModel model, ITextTokenizer tokenizer, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var pieces = model.StreamText(tokenizer, prompts, options, uniforms).GetEnumerator();
        while (await Task.Run(pieces.MoveNext, cancel))
        {
            yield return pieces.Current;
        }
    }

    /// <summary>The tokens of a run; the model works between two steps.</summary>
    internal static IEnumerable<GeneratedToken> Run(IDecoder decoder, TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        using (decoder)
        using (var run = Quietly(() => new DecodingRun(decoder, prompts, options, uniforms, Decoding.ProcessorsOf(options))))
        {
            for (var more = true; more;)
            {
                more = Quietly(run.Step);
                foreach (var token in Quietly(run.Latest))
                {
                    yield return token;
                }
            }
        }
    }

    // Gradients are a setting of the thread, which belongs to the caller between two steps.
    private static T Quietly<T>(Func<T> work)
    {
        using (no_grad())
        {
            return work();
        }
    }

    private sealed class RowText(ITextTokenizer tokenizer, string[] stops)
    {
        private readonly TextPieces pieces = new(tokenizer);
        private readonly StringBuilder held = new();

        public string Add(int id, bool ends)
        {
            held.Append(pieces.Add(id));
            return ends ? End() : Release(Held());
        }

        public string End()
        {
            held.Append(pieces.End());
            var rest = StopTexts.Before(held.ToString(), stops);
            held.Clear();
            return rest;
        }

        // Text that may turn out to begin a stop text waits.
        private int Held()
        {
            var text = held.ToString();
            var most = stops.Select(stop => stop.Length - 1).DefaultIfEmpty(0).Max();
            for (var length = Math.Min(most, text.Length); length > 0; length--)
            {
                if (stops.Any(stop => stop.Length > length && stop.StartsWith(text[^length..], StringComparison.Ordinal)))
                {
                    return length;
                }
            }

            return 0;
        }

        private string Release(int kept)
        {
            var text = held.ToString(0, held.Length - kept);
            held.Remove(0, text.Length);
            return text;
        }
    }
}
