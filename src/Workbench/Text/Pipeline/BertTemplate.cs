namespace Workbench.Text.Pipeline;

/// <summary>[CLS] A [SEP], and for pairs [CLS] A [SEP] B [SEP], where B and its end are segment 1.</summary>
internal static class BertTemplate
{
    internal static TemplatePostProcessor Of((string Token, int Id) classify, (string Token, int Id) separate)
    {
        TemplatePiece[] single = [new(null, [classify], 0), new(0, [], 0), new(null, [separate], 0)];
        return new TemplatePostProcessor(single, [.. single, new(1, [], 1), new(null, [separate], 1)]);
    }
}
