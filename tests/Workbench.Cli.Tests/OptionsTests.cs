using Workbench.Cli.Options;

namespace Workbench.Cli.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_page_of_options_is_as_the_options_are()
    {
        var page = Path.Combine(Root(), "src", "Workbench.Cli", "README.md");

        Assert.True(
            File.ReadAllText(page).ReplaceLineEndings("\n") == OptionPage.Markdown().ReplaceLineEndings("\n"),
            $"{page} is not what the options are now; write it anew with: environment/workbench options --page > src/Workbench.Cli/README.md");
    }

    [Fact]
    public void Every_key_of_every_configuration_has_a_summary()
    {
        var keys = OptionPage.Commands.SelectMany(command => OptionKeys.Of(command.Defaults))
            .Concat(OptionKeys.Groups.SelectMany(group => OptionKeys.Of(group.Defaults)))
            .Concat(OptionKeys.Rewards.SelectMany(reward => OptionKeys.Of(reward.Defaults)));

        Assert.Empty(keys.Where(key => key.Summary.Length == 0).Select(key => key.Key));
    }

    [Fact]
    public async Task The_command_lists_keys_with_defaults()
    {
        var (code, output, error) = await WorkbenchProcess.RunAsync("options", "ppo");

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Contains("ppo.training.kl.coefficient = 0.3", output);
        Assert.Contains("ppo.training.optimizer.learningRate = ", output);
        Assert.Contains("ppo.lora.rank = 8", output);
    }

    [Theory]
    [InlineData("Did you mean 'grpo'?", "gpro")]
    [InlineData("takes the name of a command")]
    public async Task A_wrong_command_is_answered_with_the_known_ones(string message, params string[] arguments)
    {
        var (code, _, error) = await WorkbenchProcess.RunAsync(["options", .. arguments]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, error);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbench.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No Workbench.sln above the tests.");
    }
}
