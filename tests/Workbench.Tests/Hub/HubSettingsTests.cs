using Workbench.Hub;

namespace Workbench.Tests.Hub;

public sealed class HubSettingsTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    [Fact]
    public void The_cache_is_where_Python_looks_for_it()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Path.Combine(home, ".cache", "huggingface", "hub"), From().Cache);
        Assert.Equal(temporary["huggingface", "hub"], From(("XDG_CACHE_HOME", temporary.Folder)).Cache);
        Assert.Equal(temporary["hub"], From(("HF_HOME", temporary.Folder), ("XDG_CACHE_HOME", "/x")).Cache);
        Assert.Equal(temporary["a"], From(("HF_HUB_CACHE", temporary["a"]), ("HUGGINGFACE_HUB_CACHE", "/x"), ("HF_HOME", "/x")).Cache);
        Assert.Equal(temporary["b"], From(("HUGGINGFACE_HUB_CACHE", temporary["b"])).Cache);
        Assert.Equal(Path.Combine(home, "c"), From(("HF_HUB_CACHE", "~/c")).Cache);
    }

    [Fact]
    public void The_token_comes_from_the_environment_or_from_the_saved_file()
    {
        File.WriteAllText(temporary["token"], "hf_saved\n");
        Assert.Equal("hf_saved", From(("HF_HOME", temporary.Folder)).Token);
        Assert.Equal("hf_given", From(("HF_HOME", temporary.Folder), ("HF_TOKEN", " hf_given ")).Token);
        Assert.Null(From(("HF_HOME", temporary.Folder), ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).Token);
        Assert.Null(From(("HF_HOME", temporary["none"])).Token);
    }

    [Fact]
    public void A_token_that_cannot_be_sent_is_refused_without_being_shown()
    {
        var fault = Assert.Throws<WorkbenchException>(() => From(("HF_HOME", temporary.Folder), ("HF_TOKEN", "hf_one\r\nX-Evil: 1")));
        Assert.DoesNotContain("hf_one", fault.ToString());
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("ON", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Offline_is_understood_as_Python_understands_it(string value, bool offline) =>
        Assert.Equal(offline, From(("HF_HUB_OFFLINE", value)).Offline);

    [Theory]
    [InlineData("http://127.0.0.1:8000", "http://127.0.0.1:8000/")]
    [InlineData("https://hub.example/sub/", "https://hub.example/sub/")]
    public void Any_server_can_be_the_endpoint(string value, string endpoint) =>
        Assert.Equal(endpoint, From(("HF_ENDPOINT", value)).Endpoint.AbsoluteUri);

    [Theory]
    [InlineData("huggingface.co")]
    [InlineData("file:///etc")]
    [InlineData("https://user:password@hub.example")]
    [InlineData("https://hub.example?x=1")]
    public void What_is_no_server_is_refused(string value)
    {
        var fault = Assert.Throws<WorkbenchException>(() => From(("HF_ENDPOINT", value)));
        Assert.Contains("HF_ENDPOINT", fault.Message);
        Assert.DoesNotContain("password@", fault.Message);
    }

    [Fact]
    public void A_time_limit_must_be_a_number() =>
        Assert.Contains("HF_HUB_DOWNLOAD_TIMEOUT", Assert.Throws<WorkbenchException>(() => From(("HF_HUB_DOWNLOAD_TIMEOUT", "soon"))).Message);

    public void Dispose() => temporary.Dispose();

    private static HubSettings From(params (string Name, string Value)[] variables) =>
        HubSettings.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
