using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Workbench.Browser.Tests;

/// <summary>A headless Chromium, cut off from every network.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Whether this machine has Chromium and its driver.</summary>
    public static bool Available => Program() is not null && Find("chromedriver") is not null;

    /// <summary>Opens a page file in a window of the given size.</summary>
    public static ChromeDriver Open(string file, int width = 1200, int height = 900)
    {
        var options = new ChromeOptions { BinaryLocation = Program() };
        options.AddArguments(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--allow-file-access-from-files",
            // Any request to a host fails at once: the page must not need one.
            "--host-resolver-rules=MAP * ~NOTFOUND", $"--window-size={width},{height}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        var service = ChromeDriverService.CreateDefaultService(Find("chromedriver")!);
        var driver = new ChromeDriver(service, options, TimeSpan.FromMinutes(2));
        driver.Navigate().GoToUrl(new Uri(file));
        return driver;
    }

    private static string? Program() => Names.Select(Find).FirstOrDefault(path => path is not null);

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/bin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
