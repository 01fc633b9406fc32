using System.Text.RegularExpressions;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>No recorded number goes unread: each file of the folder belongs to a test here.</summary>
public sealed partial class EveryFileTests
{
    [SkippableFact]
    public void EveryFileOfRecordedNumbersIsReadByATest()
    {
        var root = Fixtures.At("ppo");
        Skip.IfNot(Directory.Exists(root), "no such data");
        var unread = Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !Read().IsMatch(file)).Order(StringComparer.Ordinal);
        Assert.Empty(unread);
    }

    // In order: what is about the data, PrimitivesTests, HalfTests, ControllerTests, ResponseEndTests, StepTests and the adapter and lab tests
    // (which take every run of their folder), PreferenceLossTests, GroupLossTests, SftDataTests, PpoV2Tests and RlooRunTests (every run).
    [GeneratedRegex("""
        ^(README\.md|.*/README\.md|.*/versions\.json
        |primitives/(logprobs|entropy|masked_stats|rewards|advantages|loss|clip_by_value)(\.f64)?\.(json|safetensors)
        |primitives/half\.(json|safetensors)
        |primitives/(kl_controllers|running_moments)\.json
        |primitives/ppov2_helpers\.(json|safetensors)
        |(step/[A-Za-z0-9_.+-]+|lab3)/[A-Za-z0-9_.+-]+\.(json|safetensors)
        |newer/trl_0_11_4/(dpo|orpo|kto|reward_loss|batch_logps)(\.f64)?\.(json|safetensors)
        |newer/trl_1_16/(dpo|reward_loss|grpo_loss|rloo_loss)(\.f64)?\.(json|safetensors)
        |newer/trl_1_16/(advantages|sft)\.json
        |newer/trl_0_11_4/(completion_only_collator|constant_length_packing)\.json
        |newer/trl_[a-z0-9_]+/(ppov2_[A-Za-z0-9_.+-]+|ppo_[A-Za-z0-9_.+-]+|rloo[A-Za-z0-9_.+-]*)\.(json|safetensors)
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Read();
}
