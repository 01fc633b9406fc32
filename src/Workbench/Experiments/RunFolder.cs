using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Experiments;

/// <summary>
/// The folder of one run, which is the whole truth about it: config.json, environment.json, state.json, metrics.jsonl (one step a line),
/// samples.jsonl (one reply a line), checkpoints and results. Charts and reports read it; nothing else is kept anywhere.
/// </summary>
[TypeFormatterSource(typeof(RunFolderForm), PreferredMimeTypes = ["text/html"])]
public sealed class RunFolder
{
    /// <summary>JSON for lines: compact, NaN and infinities as text.</summary>
    private static readonly JsonSerializerOptions Line = new(ConfigJson.Options) { WriteIndented = false };

    private RunFolder(string path) => Folder = System.IO.Path.GetFullPath(path);

    /// <summary>Ends the name of a folder that a new one is about to replace.</summary>
    internal const string Replaced = ".replaced";

    /// <summary>A folder for those who only want to know what a run would be; it does not exist and nothing is written to it.</summary>
    internal static RunFolder Unwritten { get; } = new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "no-run"));

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>Makes a new run folder.</summary>
    /// <exception cref="WorkbenchException">It exists already and is not empty, or cannot be made.</exception>
    public static RunFolder Create(string path)
    {
        try
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new WorkbenchException($"{path}: this folder is not empty. Name another one with --out, or continue that run with --resume.");
            }

            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: the run folder cannot be made: {e.Message}", e);
        }

        return new RunFolder(path);
    }

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <exception cref="WorkbenchException">It is not a run folder.</exception>
    public static RunFolder Open(string path) =>
        File.Exists(System.IO.Path.Combine(path, "config.json"))
            ? new RunFolder(path)
            : throw new WorkbenchException($"{path}: not a run folder (no config.json in it).");

    /// <summary>Removes the folder of a run that never came to a step: what <see cref="RunContext.Begin"/> wrote, and nothing else.</summary>
    internal void Discard()
    {
        foreach (var name in new[] { "config.json", "environment.json", RunClaim.FileName })
        {
            File.Delete(Path(name));
        }

        if (!Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            Directory.Delete(Folder);
        }
    }

    /// <summary>A path inside the folder.</summary>
    public string Path(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>Writes a JSON file of the run at once.</summary>
    public void WriteJson<T>(string name, T value) =>
        AtomicFile.WriteText(Path(name), JsonSerializer.Serialize(value, ConfigJson.Options) + "\n");

    /// <summary>Reads a JSON file of the run.</summary>
    /// <exception cref="WorkbenchException">The file is missing or does not hold what it must.</exception>
    public T ReadJson<T>(string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(Path(name)), ConfigJson.Options)
                ?? throw new WorkbenchException($"{Path(name)}: expected an object, found null.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new WorkbenchException($"{Path(name)}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Adds a line to metrics.jsonl.</summary>
    /// <param name="stage">The part of the run, such as "sft" or "ppo".</param>
    /// <param name="step">The step within the stage, from 1.</param>
    /// <param name="figures">A step record: its members become the line's keys.</param>
    /// <param name="more">Figures beside those of the record.</param>
    public void AppendMetrics<T>(string stage, int step, T figures, IEnumerable<Figure>? more = null)
    {
        var line = new JsonObject { ["stage"] = stage, ["step"] = step };
        foreach (var (key, value) in JsonSerializer.SerializeToNode(figures, Line)!.AsObject())
        {
            line[key] = value?.DeepClone();
        }

        foreach (var figure in more ?? [])
        {
            line[figure.Name] = JsonSerializer.SerializeToNode(figure.Value, Line);
        }

        Append("metrics.jsonl", line);
    }

    /// <summary>Adds lines to samples.jsonl.</summary>
    public void AppendSamples(IEnumerable<RunSample> samples) =>
        Append("samples.jsonl", samples.Select(sample => JsonSerializer.SerializeToNode(sample, Line)!).ToArray());

    /// <summary>The lines of metrics.jsonl, in order, of one stage or of all.</summary>
    public IReadOnlyList<JsonObject> Metrics(string? stage = null) =>
        Lines("metrics.jsonl").Where(line => stage is null || (string?)line["stage"] == stage).ToArray();

    /// <summary>The lines of samples.jsonl, in order.</summary>
    public IReadOnlyList<RunSample> Samples() =>
        Lines("samples.jsonl").Select(line => line.Deserialize<RunSample>(Line)!).ToArray();

    /// <summary>Drops what a stopped run wrote after its last checkpoint: the lines of a stage behind a step.</summary>
    /// <remarks>Also drops a last line that a crash left half-written.</remarks>
    public void Rewind(string stage, int step)
    {
        foreach (var name in new[] { "metrics.jsonl", "samples.jsonl" })
        {
            if (!File.Exists(Path(name)))
            {
                continue;
            }

            var kept = Lines(name).Where(line => (string?)line["stage"] != stage || (int?)line["step"] <= step);
            AtomicFile.WriteText(Path(name), string.Concat(kept.Select(line => line.ToJsonString(Line) + "\n")));
        }
    }

    /// <summary>Fills a folder of the run as a whole: it appears under its name only when everything is in it.</summary>
    /// <param name="name">The folder, relative to the run folder, such as "checkpoints/ppo-20".</param>
    /// <param name="fill">Writes the files into the folder that it is given.</param>
    public void WriteFolder(string name, Action<string> fill)
    {
        var final = Path(name);
        var temporary = $"{final}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            // A process that is killed here leaves the old folder or the new one; see RunClaim.
            var replaced = final + Replaced;
            if (Directory.Exists(final))
            {
                Directory.Move(final, replaced);
            }

            Directory.Move(temporary, final);
            FolderSync.Flush(System.IO.Path.GetDirectoryName(final)!);
            if (Directory.Exists(replaced))
            {
                Directory.Delete(replaced, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{final}: cannot be written: {AtomicFile.Reason(e)}", e);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private void Append(string name, params JsonNode[] lines)
    {
        var text = string.Concat(lines.Select(line => line.ToJsonString(Line) + "\n"));
        try
        {
            using var stream = new FileStream(Path(name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var before = stream.Length;
            stream.Position = before;
            try
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
            catch (Exception e) when (AtomicFile.IsWriteFault(e))
            {
                // On a full disk no half line stays behind.
                stream.SetLength(before);
                throw;
            }
        }
        catch (Exception e) when (AtomicFile.IsWriteFault(e))
        {
            throw new WorkbenchException($"{Path(name)}: cannot be written: {AtomicFile.Reason(e)}", e);
        }
    }

    private IEnumerable<JsonObject> Lines(string name)
    {
        if (!File.Exists(Path(name)))
        {
            yield break;
        }

        var lines = File.ReadAllLines(Path(name));
        for (var i = 0; i < lines.Length; i++)
        {
            JsonObject? line = null;
            try
            {
                line = JsonNode.Parse(lines[i]) as JsonObject;
            }
            catch (JsonException) when (i == lines.Length - 1)
            {
                yield break;
            }
            catch (JsonException)
            {
                // Reported below, with the line's number.
            }

            yield return line
                ?? throw new WorkbenchException($"{Path(name)}: line {(i + 1).ToString(CultureInfo.InvariantCulture)} is not a JSON object.");
        }
    }
}

/// <summary>One reply of a run.</summary>
/// <param name="Stage">The part of the run that made it.</param>
/// <param name="Step">The step within the stage.</param>
/// <param name="Model">Which model answered.</param>
/// <param name="Prompt">What it was asked.</param>
/// <param name="Response">What it answered.</param>
/// <param name="Scores">Figures by name: reward, gold, kl and the like.</param>
public sealed record RunSample(
    string Stage, int Step, string Model, string Prompt, string Response, IReadOnlyDictionary<string, double> Scores);
