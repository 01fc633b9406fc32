using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Parquet;
using Parquet.Serialization;

namespace Workbench.Data.Files;

/// <summary>Tables as Apache Parquet, read by Parquet.Net, one row group in memory at a time.</summary>
internal static class ParquetRows
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The rows; structs become objects, lists become arrays.</summary>
    public static IEnumerable<JsonObject> Read(string path)
    {
        var groups = Await(path, async () =>
        {
            await using var reader = await ParquetReader.CreateAsync(path);
            return reader.RowGroupCount;
        });
        for (var group = 0; group < groups; group++)
        {
            var rows = Await(path, async () =>
            {
                await using var stream = File.OpenRead(path);
                return (await ParquetSerializer.DeserializeUntypedAsync(stream, rowGroupIndex: group)).Data;
            });
            foreach (var row in rows)
            {
                yield return (JsonObject)JsonSerializer.SerializeToNode(row, Json)!;
            }
        }
    }

    // Parquet.Net answers a broken file with exceptions of every kind.
    private static T Await<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkbenchException($"{path}: no such file.", fault);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new WorkbenchException($"{path}: not a sound Parquet file: {fault.Message}", fault);
        }
    }
}
