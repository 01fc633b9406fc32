using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class ChatTemplateTests
{
    private const string Qwen2 = "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";
    private const string Llama2 = "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set system_message = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% set system_message = false %}{% endif %}{% for message in loop_messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if loop.index0 == 0 and system_message != false %}{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}";
    private const string Llama3 = "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}";

    private static readonly SpecialTokens Special = new() { Beginning = "<s>", End = "</s>" };

    public static TheoryData<string, string> Families => new() { { "ChatML", Qwen2 }, { "Llama 2", Llama2 }, { "Llama 3", Llama3 } };

    [Theory]
    [MemberData(nameof(Families))]
    public void The_coded_layouts_are_those_of_the_published_templates(string family, string template)
    {
        IChatTemplate coded = family switch
        {
            "ChatML" => ChatTemplates.ChatMl(),
            "Llama 2" => ChatTemplates.Llama2(),
            _ => ChatTemplates.Llama3("<s>"),
        };
        foreach (var chat in new ChatMessage[][]
        {
            [new("user", "hello ")],
            [new("system", "be brief"), new("user", "hello\n"), new("assistant", " hi"), new("user", "why?")],
        })
        {
            foreach (var prompt in new[] { false, true })
            {
                Assert.Equal(new CheckpointChatTemplate(template, Special).Render(chat, prompt), coded.Render(chat, prompt));
            }
        }
    }

    [Fact]
    public void A_plain_dialogue_ends_where_the_assistant_speaks() =>
        Assert.Equal("System: be kind\nUser: hello\nAssistant:", ChatTemplates.Plain.Render([new("system", "be kind "), new("user", "hello")]));

    [Fact]
    public void A_layout_of_ones_own_is_made_of_texts_around_each_turn()
    {
        var template = new RoleChatTemplate
        {
            Before = "<|{role}|>", After = "", AssistantRole = "bot", AllowedRoles = ["user", "bot"],
        };
        Assert.Equal("<|user|>hi<|bot|>hello<|user|>bye<|bot|>", template.Render([new("user", "hi"), new("bot", "hello"), new("user", "bye")]));
        Assert.Equal(
            "chat: expected one of the roles user, bot, found \"system\"",
            Assert.Throws<WorkbenchException>(() => template.Render([new("system", "x")])).Message);
    }

    [Fact]
    public void Turns_out_of_order_are_refused()
    {
        ChatMessage[] chat = [new("assistant", "hi")];
        Assert.Contains("expected \"user\", found \"assistant\"", Assert.Throws<WorkbenchException>(() => ChatTemplates.Llama2().Render(chat)).Message);
        Assert.Contains("roles must alternate", Assert.Throws<WorkbenchException>(() => new CheckpointChatTemplate(Llama2, Special).Render(chat)).Message);
    }

    [Theory]
    [InlineData("a\n{% if true %}\nb\n{% endif %}\nc\n", "a\nb\nc")]
    [InlineData("a\n  {% if true %}b{% endif %}  \nc", "a\nb  \nc")]
    [InlineData("a  {%- if true -%}  b  {%- endif %}  c", "ab  c")]
    [InlineData("a {{- ' b ' -}} c", "a b c")]
    [InlineData("a{# nothing }} #}b", "ab")]
    [InlineData("{{ '}}' + \"{%\" }}", "}}{%")]
    [InlineData("{{ 'it\\'s' }}\\n{{ 'x\\ny' }}", "it's\\nx\ny")]
    public void White_space_goes_as_transformers_sets_it(string template, string expected) => Assert.Equal(expected, Rendered(template));

    [Theory]
    [InlineData("{{ 1 + 2 * 3 }} {{ 7 % 3 }} {{ -1 % 3 }} {{ 'a' ~ 1 }}", "7 1 2 a1")]
    [InlineData("{{ messages[0].role }} {{ messages[-1]['role'] }} {{ messages[5].role }}|{{ nothing }}|", "user assistant ||")]
    [InlineData("{{ 'yes' if messages | length == 2 and not false else 'no' }} {{ 'x' in 'axb' }} {{ 3 not in [1, 2] }}", "yes True True")]
    [InlineData("{{ ' a '.strip() }}{{ 'ab' | upper }}{{ 'a-b'.split('-')[1] }}{{ 'hello'[1:3] }}{{ ['x', 'y'] | join(', ') }}", "aABbelx, y")]
    [InlineData("{{ x is defined }} {{ none is none }} {{ 'a' is string }} {{ 3 is odd }} {{ bos_token is not defined }}", "False True True True False")]
    [InlineData("{{ x | default('d') }} {{ '' | default('e', true) }} {{ messages[0] | tojson }}", "d e {\"role\":\"user\",\"content\":\"u\"}")]
    [InlineData("{% for m in messages if m.role == 'user' %}{{ loop.index }}{{ loop.last }}{% else %}none{% endfor %}", "1True")]
    [InlineData("{% for m in [] %}x{% else %}none{% endfor %}", "none")]
    [InlineData("{% set n = namespace(i=0) %}{% for m in messages %}{% set n.i = loop.index %}{% set j = 1 %}{% endfor %}{{ n.i }}{{ j }}", "2")]
    [InlineData("{% if false %}a{% elif 0 %}b{% elif '' %}c{% else %}d{% endif %}", "d")]
    public void The_template_language_is_read(string template, string expected) => Assert.Equal(expected, Rendered(template));

    [Theory]
    [InlineData("{% macro f() %}{% endmacro %}", "the statement \"macro\" is not supported; supported: for, if, set")]
    [InlineData("{{ x | xmlattr }}", "the filter \"xmlattr\" with 0 arguments is not supported")]
    [InlineData("{{ strftime_now('%d') }}", "the function \"strftime_now\" with 1 arguments is not supported")]
    [InlineData("{{ 'a'.encode() }}", "the method \"encode\" with 0 arguments is not supported")]
    [InlineData("abc {% if true %}", "position 4: is never closed by \"endif\"")]
    [InlineData("{% endfor %}", "closes nothing")]
    [InlineData("{{ 'abc }}", "is never closed")]
    [InlineData("{{ 1 + }}", "expected a value, found \"the end\"")]
    [InlineData("{{ a b }}", "\"b\" was not expected")]
    [InlineData("{{ 1 + 'a' }}", "cannot calculate 1 + a")]
    [InlineData("{{ a § b }}", "\"§\" is not known")]
    public void What_is_not_supported_or_broken_is_named(string template, string expected) =>
        Assert.Contains(expected, Assert.Throws<WorkbenchException>(() => Rendered(template)).Message);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("nested deeper", Assert.Throws<WorkbenchException>(() => Rendered("{{ " + new string('(', 100_000) + " }}")).Message);

    private static string Rendered(string template) =>
        new CheckpointChatTemplate(template, Special).Render([new("user", "u"), new("assistant", "a")]);
}
