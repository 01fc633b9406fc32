using System.Text.Json;

namespace Workbench;

/// <summary>What messages call an option: under a configuration's key as its file has it, under a C# type as C# has it.</summary>
internal static class OptionName
{
    /// <summary>"sft.training.Epochs" becomes "sft.training.epochs"; "SftOptions.Epochs" stays.</summary>
    public static string Of(string name) =>
        name.Length > 0 && char.IsLower(name[0]) ? string.Join('.', name.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)) : name;
}
