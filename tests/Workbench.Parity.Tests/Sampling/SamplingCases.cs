using System.Globalization;
using System.Text.Json;
using Workbench.Generation;
using Workbench.Generation.Processors;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Sampling;

/// <summary>Reads the cases of the sampling golden data.</summary>
internal static class SamplingCases
{
    private static readonly string[] Known =
    [
        "do_sample", "repetition_penalty", "no_repeat_ngram_size", "bad_words_ids", "min_length", "min_new_tokens", "forced_eos_token_id",
        "exponential_decay_length_penalty", "suppress_tokens", "begin_suppress_tokens", "temperature", "top_k", "top_p", "min_p", "typical_p",
        "epsilon_cutoff", "eta_cutoff", "renormalize_logits",
    ];

    /// <summary>The ids of a file's cases, for [MemberData].</summary>
    public static TheoryData<string> Ids(string file) => new(
        File.Exists(Fixtures.At("sampling", file))
            ? [.. Fixtures.Json("sampling", file).GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)]
            : [Fixtures.None]);

    /// <summary>A file and one of its cases.</summary>
    public static (JsonElement File, JsonElement Case) Find(string file, string id)
    {
        var json = Fixtures.Json("sampling", file);
        return (json, json.GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id));
    }

    /// <summary>Float32 numbers as they are written, [1, V].</summary>
    public static Tensor Row(JsonElement numbers)
    {
        var values = numbers.EnumerateArray().Select(Single).ToArray();
        return tensor(values, [1, values.Length]);
    }

    /// <summary>A history of one row.</summary>
    public static TokenHistory History(int[] ids, int promptLength)
    {
        using var prompt = tensor(ids.Take(promptLength).Select(id => (long)id).ToArray(), [1, promptLength]);
        var history = new TokenHistory(prompt, ids.Length - promptLength + 1);
        foreach (var id in ids.Skip(promptLength))
        {
            using var token = tensor(new long[] { id });
            history.Add(token, [id]);
        }

        return history;
    }

    /// <summary>The processor that transformers calls by this name.</summary>
    public static ILogitsProcessor Processor(string name, JsonElement parameters)
    {
        JsonElement Get(string key) => parameters.GetProperty(key);
        int Keep() => parameters.TryGetProperty("min_tokens_to_keep", out var keep) ? keep.GetInt32() : 1;
        return name switch
        {
            "TemperatureLogitsWarper" => new Temperature(Get("temperature").GetDouble()),
            "TopKLogitsWarper" => new TopK(Get("top_k").GetInt32(), Keep()),
            "TopPLogitsWarper" => new TopP(Get("top_p").GetDouble(), Keep()),
            "MinPLogitsWarper" => new MinP(Get("min_p").GetDouble(), Keep()),
            "TypicalLogitsWarper" => new TypicalP(Get("mass").GetDouble(), Keep()),
            "EpsilonLogitsWarper" => new EpsilonCutoff(Get("epsilon").GetDouble(), Keep()),
            "EtaLogitsWarper" => new EtaCutoff(Get("epsilon").GetDouble(), Keep()),
            "LogitNormalization" => new Normalization(),
            "RepetitionPenaltyLogitsProcessor" => new RepetitionPenalty(Get("penalty").GetDouble()),
            "NoRepeatNGramLogitsProcessor" => new NoRepeatNgram(Get("ngram_size").GetInt32()),
            "NoBadWordsLogitsProcessor" => new BadWords(Words(Get("bad_words_ids")), Get("eos_token_id").Integers()),
            "MinLengthLogitsProcessor" => MinLength.OfRow(Get("min_length").GetInt32(), Get("eos_token_id").Integers()),
            "MinNewTokensLengthLogitsProcessor" => MinLength.OfNewTokens(Get("min_new_tokens").GetInt32(), Get("eos_token_id").Integers()),
            "SuppressTokensLogitsProcessor" => new Suppressed(Get("suppress_tokens").Integers()),
            "SuppressTokensAtBeginLogitsProcessor" => new Suppressed(Get("begin_suppress_tokens").Integers(), firstOnly: true),
            "ForcedEOSTokenLogitsProcessor" => ForcedEnd.OfRow(Get("max_length").GetInt32(), Get("eos_token_id").Integers()),
            "ExponentialDecayLengthPenalty" => new LengthDecay(Get("start").GetInt32(), Get("factor").GetDouble(), Get("eos_token_id").Integers()),
            _ => throw new NotSupportedException(name),
        };
    }

    /// <summary>The prompt length that a case's settings mean, where one of them says.</summary>
    public static int PromptLength(JsonElement parameters, int otherwise)
    {
        foreach (var key in new[] { "prompt_length_to_skip", "begin_index", "input_ids_seq_length" })
        {
            if (parameters.TryGetProperty(key, out var length))
            {
                return length.GetInt32();
            }
        }

        return otherwise;
    }

    /// <summary>Options from generate()'s settings.</summary>
    public static GenerationOptions Options(JsonElement settings, int[] endIds, int padId, int maxNewTokens)
    {
        Assert.Empty(settings.EnumerateObject().Select(setting => setting.Name).Except(Known));
        var sample = settings.GetProperty("do_sample").GetBoolean();
        double Number(string key, double otherwise) => settings.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        return new GenerationOptions
        {
            MaxNewTokens = maxNewTokens,
            EndIds = endIds,
            PadId = padId,
            Sample = sample,
            RepetitionPenalty = Number("repetition_penalty", 1),
            NoRepeatNgram = (int)Number("no_repeat_ngram_size", 0),
            BadWords = settings.TryGetProperty("bad_words_ids", out var words) ? Words(words) : [],
            MinRowLength = (int)Number("min_length", 0),
            MinNewTokens = (int)Number("min_new_tokens", 0),
            ForcedEndIds = settings.TryGetProperty("forced_eos_token_id", out var forced) ? Several(forced) : [],
            LengthDecay = settings.TryGetProperty("exponential_decay_length_penalty", out var decay)
                ? new LengthDecayOptions(decay[0].GetInt32(), decay[1].GetDouble())
                : null,
            SuppressedIds = settings.TryGetProperty("suppress_tokens", out var ids) ? ids.Integers() : [],
            FirstSuppressedIds = settings.TryGetProperty("begin_suppress_tokens", out var first) ? first.Integers() : [],
            Temperature = Number("temperature", 1),
            TopK = (int)Number("top_k", 50), // GenerationConfig's default
            TopP = Number("top_p", 1),
            MinP = Number("min_p", 0),
            TypicalP = Number("typical_p", 1),
            EpsilonCutoff = Number("epsilon_cutoff", 0),
            EtaCutoff = Number("eta_cutoff", 0),
            Renormalize = settings.TryGetProperty("renormalize_logits", out var renormalize) && renormalize.GetBoolean(),
        };
    }

    /// <summary>Compares scores with a case's value: the kept set exactly, scores and probabilities within tolerance.</summary>
    public static void Compare(JsonElement value, Tensor scores)
    {
        var found = scores.to(ScalarType.Float32).data<float>().ToArray();
        var probabilities = scores.to(ScalarType.Float32).softmax(-1).data<float>().ToArray();
        var expected = value.GetProperty("scores").EnumerateArray().Select(Single).ToArray();
        var kept = Enumerable.Range(0, found.Length).Where(i => !float.IsNegativeInfinity(found[i])).ToArray();
        if (!kept.SequenceEqual(value.GetProperty("kept").Integers())
            && value.TryGetProperty("probabilities_double", out var other) && other.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(other.EnumerateArray().Select((p, i) => (p, i)).Where(pair => pair.p.Number() > 0).Select(pair => pair.i), kept);
            return;
        }

        Assert.Equal(value.GetProperty("kept").Integers(), kept);
        var expectedProbabilities = value.GetProperty("probabilities").Numbers();
        foreach (var i in kept)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-6 * Math.Max(1, Math.Abs(expected[i])), $"score {i}: {expected[i]:R}, found {found[i]:R}");
            Assert.True(Math.Abs(expectedProbabilities[i] - probabilities[i]) <= 1e-6, $"probability {i}");
        }
    }

    /// <summary>One id or an array of them.</summary>
    public static int[] Several(JsonElement ids) => ids.ValueKind == JsonValueKind.Array ? ids.Integers() : [ids.GetInt32()];

    public static int[][] Words(JsonElement words) => [.. words.EnumerateArray().Select(word => word.Integers())];

    private static float Single(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? (float)number.Number()
        : float.Parse(number.GetRawText(), CultureInfo.InvariantCulture);
}
