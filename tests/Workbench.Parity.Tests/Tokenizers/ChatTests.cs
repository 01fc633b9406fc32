using Workbench.Text;

namespace Workbench.Parity.Tests.Tokenizers;

public sealed class ChatTests
{
    public static TheoryData<string> Folders => Fixtures.Folders("tokenizers", "chat.json");

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Chats_are_laid_out_and_encoded_as_with_transformers(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var tokenizer = new TokenizerCases(folder).Load();
        var data = Fixtures.Json("tokenizers", folder, "chat.json");
        var template = new CheckpointChatTemplate(data.GetProperty("chat_template").GetString()!, tokenizer.Settings.Special);
        var mismatches = new Mismatches();
        foreach (var row in data.GetProperty("conversations").EnumerateArray())
        {
            ChatMessage[] messages =
            [
                .. row.GetProperty("messages").EnumerateArray().Select(message =>
                    new ChatMessage(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString()!)),
            ];
            var prompt = row.GetProperty("add_generation_prompt").GetBoolean();
            mismatches.Check($"text of {row.GetProperty("messages")}", row.GetProperty("text").GetString()!, template.Render(messages, prompt));
            mismatches.Check($"text by the folder's own template of {row.GetProperty("messages")}", row.GetProperty("text").GetString()!, ChatTemplates.For(tokenizer).Render(messages, prompt));
            mismatches.Check($"ids of {row.GetProperty("messages")}", row.GetProperty("ids").Integers(), tokenizer.Encode(template.Render(messages, prompt), addSpecialTokens: false));
        }

        mismatches.AssertNone();
    }
}
