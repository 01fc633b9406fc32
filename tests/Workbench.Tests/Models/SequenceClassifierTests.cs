using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

public class SequenceClassifierTests
{
    [SkippableTheory]
    [InlineData("""{"model_type":"bert","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":20,"type_vocab_size":2}""")]
    [InlineData("""{"model_type":"roberta","vocab_size":23,"max_position_embeddings":34,"hidden_size":16,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":20,"type_vocab_size":1,"pad_token_id":1}""")]
    [InlineData("""{"model_type":"distilbert","vocab_size":23,"max_position_embeddings":32,"dim":16,"n_layers":2,"n_heads":2,"hidden_dim":20}""")]
    public void No_forward_pass_reads_a_value_back(string config)
    {
        var device = MetaDevice.ForModels();
        using var scope = NewDisposeScope();
        using var model = SequenceClassifiers.Build(ModelConfig.Parse(config), new EmptyParameters(device));
        var tokens = new TokenBatch(empty(2, 6, dtype: ScalarType.Int64, device: device), empty(2, 6, dtype: ScalarType.Bool, device: device));

        var logits = model.Logits(tokens);
        if (logits.requires_grad)
        {
            logits.sum().backward();
        }

        Assert.Equal([2L, model.Labels.Count], logits.shape);
        Assert.Equal(DeviceType.META, logits.device_type);
    }
}
