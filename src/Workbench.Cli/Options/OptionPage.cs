using System.Text;
using Workbench.Experiments;

namespace Workbench.Cli.Options;

/// <summary>The page that lists every command and every key: README.md of this project.</summary>
public static class OptionPage
{
    /// <summary>The configurations of the commands that make a run folder.</summary>
    public static IReadOnlyList<(string Command, RunConfig Defaults)> Commands { get; } =
    [
        ("run", new QuickConfig()), ("run detox", new DetoxConfig()), ("pretrain", new PretrainConfig()), ("sft", StageRuns.Sft.Defaults), ("reward", StageRuns.Reward.Defaults),
        ("ppo", StageRuns.Ppo.Defaults), ("grpo", StageRuns.Grpo.Defaults), ("rloo", StageRuns.Rloo.Defaults),
        ("online-dpo", StageRuns.OnlineDpo.Defaults), ("dpo", StageRuns.Dpo.Defaults), ("compare", StageRuns.Compare.Defaults),
    ];

    /// <summary>The whole page as Markdown.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder(Head);
        var stage = Commands.Where(command => command.Defaults is StageConfig and not DetoxConfig).Select(command => OptionKeys.Of(command.Defaults)).ToArray();
        var shared = stage[0].Where(key => stage.All(keys => keys.Contains(key))).ToArray();
        Section(page, "Every stage", "Keys of `sft`, `reward`, `ppo`, `grpo`, `rloo`, `online-dpo`, `dpo` and `compare` alike.", shared);
        IReadOnlyList<OptionKey> groups = [];
        foreach (var (command, defaults) in Commands)
        {
            var keys = OptionKeys.Of(defaults).Where(key => defaults is not StageConfig || !shared.Contains(key)).ToArray();
            if (defaults is GroupConfig && groups.Count > 0)
            {
                Section(page, command, "As `grpo`, but for", [.. keys.Except(groups)]);
                continue;
            }

            if (defaults is DetoxConfig)
            {
                Section(page, command, "As `sft`, `ppo` and `compare`, but for", [.. keys.Except(stage.SelectMany(known => known))]);
                continue;
            }

            groups = defaults is GroupConfig ? keys : groups;
            Section(page, command, "", keys);
        }

        foreach (var (name, what, defaults) in OptionKeys.Groups)
        {
            Section(page, $"Group {name}", $"{char.ToUpperInvariant(what[0])}{what[1..]}. These keys stand behind the dot of each key that refers to this group.", OptionKeys.Of(defaults));
        }

        page.Append("\n## Rewards\n\nThe key `rewards` is a list; each item has a `kind` and the keys below. A file for `--config`, for example:\n\n")
            .Append(RewardExample);
        foreach (var (kind, defaults) in OptionKeys.Rewards)
        {
            Section(page, $"Reward {kind}", "", OptionKeys.Of(defaults), level: "###");
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, string about, IReadOnlyList<OptionKey> keys, string level = "##")
    {
        page.Append($"\n{level} {title}\n\n");
        if (about.Length > 0)
        {
            page.Append(about).Append("\n\n");
        }

        page.Append("| key | default | |\n|---|---|---|\n");
        foreach (var key in keys)
        {
            var summary = key.Group is null ? key.Summary : $"{key.Summary} See [group {key.Group}](#group-{key.Group}).";
            page.Append($"| `{key.Key}` | `{key.Default.Replace("|", "\\|")}` | {summary.Replace("|", "\\|").Replace("<", "&lt;")} |\n");
        }
    }

    private const string RewardExample =
        """
        ```json
        {
          "rewardModel": "runs/reward/models/reward",
          "rewards": [
            { "kind": "classifier", "model": "facebook/roberta-hate-speech-dynabench-r4-target", "label": "nothate", "weight": 0.5 },
            { "kind": "length", "shortest": 5, "longest": 40 },
            { "kind": "repetition" }
          ]
        }
        ```

        """;

    private const string Head =
        """
        # The workbench command

        `environment/workbench COMMAND --help` explains a command's flags; `environment/workbench options COMMAND` lists the keys of its
        configuration. This page is written by `environment/workbench options --page` and held true by a test.

        | command | what it does |
        |---|---|
        | `run` | The quick experiment: fine-tuning, reward model, PPO, comparison, report |
        | `run detox` | Detoxification of any model on any data: fine-tuning, PPO against a classifier, the same prompts before and after, report |
        | `pretrain` | A small GPT-2 from nothing on the bundled corpus |
        | `sft` | Fine-tunes a model on demonstrations |
        | `reward` | Trains a reward model on preferences |
        | `ppo`, `grpo`, `rloo`, `online-dpo` | Train a fine-tuned model by its own replies and a reward |
        | `dpo` | Trains a fine-tuned model on preferences that exist already |
        | `compare` | Several models on the same prompts with the same luck: `compare runs/sft runs/ppo runs/grpo --reward runs/reward` |
        | `seeds` | What finished runs of one experiment show together that differ in their seed: `seeds runs/s0 runs/s1 runs/s2` |
        | `plan` | What a stage would take of the memory, before it starts, with the stage's own options: `plan ppo --model runs/sft --reward runs/reward` |
        | `generate` | Lets a model answer a message |
        | `pull` | Brings a model or a data set from the Hugging Face Hub |
        | `data` | Makes or checks the bundled data |
        | `notebook` | Runs a notebook without an editor |
        | `options` | Lists every key of a configuration |
        | `explain-defects` | Known defects of the reference implementations, each with its option |
        | `doctor` | What is installed, and how fast it is |

        ## Configuration

        A run's options are its defaults, changed by `--config FILE` (JSON, may lack any key), then by `--set KEY=VALUE` in order, then by flags
        such as `--seed`. A value is JSON, or text where it is not: `--set sft.lora={}` switches a group on, `--set rewards.0.weight=2` reaches
        into a list. The run folder's `config.json` holds what came out, every key with its value.

        ## Data of one's own

        `--data` takes a table (`.jsonl`, `.json`, `.csv`, `.tsv`, each also with `.gz`, or `.parquet`), a folder of tables whose names begin with
        `train`, `validation` or `test`, or a data set's name on the Hub, with a folder of it behind a slash where that matters
        (`Anthropic/hh-rlhf/harmless-base`). The columns are `message` and `reply` (sft), `message`, `chosen` and `rejected` (reward, dpo) or
        `message` (the others), and optionally `id`, `topic`, `rater` and `split`; `--columns message=question,reply=answer` says what they are
        called otherwise, and dots reach into nested values. `knkarthick/dialogsum`, `allenai/real-toxicity-prompts`, `Anthropic/hh-rlhf`,
        `nbertagnolli/counsel-chat` and tables with `prompt`, `completion`, `chosen`, `rejected` need no mapping.

        A model that was not trained on the bundled conversations takes `--set layout=plain` (or `chat`), and longer limits.

        ## Detoxification (Lab 3)

        `environment/workbench run detox` does what the DeepLearning.AI Lab 3 does, with FLAN-T5, DialogSum and Meta's classifier of hate speech from
        the Hub: an adapter is fine-tuned on summaries of dialogues of 201 to 1,000 characters, PPO follows the classifier's logit of "nothate", and
        both models summarise the same test dialogues. `--preset lab3` switches all of the lab's defects on. Ten iterations, as in the lab, are too few
        to see an effect; `--set ppo.training.iterations=200` gives it a chance. Everything can be one's own:

            environment/workbench run detox --config mine.json

        ```json
        {
          "model": "models/summariser", "sft": null,
          "data": "dialogues.csv", "columns": { "message": "dialogue" }, "shortestMessage": null, "longestMessage": null,
          "rewards": [{ "kind": "classifier", "model": "models/toxicity", "label": "toxic", "score": "logProbability", "weight": -1 }],
          "measures": [{ "kind": "classifier", "model": "models/another-toxicity", "label": "toxic", "score": "probability", "weight": -1 }],
          "ppo": { "lora": { "rank": 8, "targets": ["q", "v"] } }
        }
        ```

        The stages are those of `sft`, `ppo` and `compare`, which take the same keys when they run alone.

        """;
}
