using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace Workbench.Charts.Tests.Browser;

/// <summary>A browser without a window; tests are skipped where none is installed.</summary>
public sealed class Chromium : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbench-browser").FullName;
    private readonly ChromeDriver? _chrome;

    public Chromium()
    {
        if (OnPath("chromedriver") is not { } driver || (OnPath("chromium") ?? OnPath("google-chrome")) is not { } browser)
        {
            return;
        }

        var options = new ChromeOptions { BinaryLocation = browser };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={Path.Combine(_folder, "profile")}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference("performance", LogLevel.All);
        _chrome = new ChromeDriver(ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver), Path.GetFileName(driver)), options, TimeSpan.FromMinutes(3));
    }

    /// <summary>The address of the page that is shown.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Shows a page and waits until its figures are drawn.</summary>
    public void Show(string page, int width = 1280, bool dark = false)
    {
        Skip.If(_chrome is null, "needs chromium and chromedriver");
        Address = new Uri(Path.Combine(_folder, $"page-{Guid.NewGuid():N}.html")).AbsoluteUri;
        File.WriteAllText(new Uri(Address).LocalPath, page);
        _chrome!.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        Prefer(dark);
        Faults();
        _chrome.Navigate().GoToUrl(Address);
        Wait("return [...document.querySelectorAll('.wb-figure')].every(figure => figure.querySelector('.main-svg') && figure.querySelector('.xtick, .ytick'))");
    }

    /// <summary>The reader's setting.</summary>
    public void Prefer(bool dark) => _chrome!.ExecuteCdpCommand("Emulation.setEmulatedMedia", new()
    {
        ["features"] = new object[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } },
    });

    /// <summary>What a script returns.</summary>
    public object Run(string script) => _chrome!.ExecuteScript(script)!;

    /// <summary>Waits until a script returns true.</summary>
    public void Wait(string script) => new WebDriverWait(_chrome!, TimeSpan.FromSeconds(90)).Until(_ => (bool)Run(script));

    /// <summary>Warnings and errors on the console since the last call.</summary>
    public string[] Faults() => _chrome!.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message).ToArray();

    /// <summary>Everything that the page asked for, but what it holds itself.</summary>
    public string[] Requests() => _chrome!.Manage().Logs.GetLog("performance")
        .Select(entry => JsonDocument.Parse(entry.Message).RootElement.GetProperty("message"))
        .Where(message => message.GetProperty("method").GetString() == "Network.requestWillBeSent")
        .Select(message => message.GetProperty("params"))
        .Where(request => request.GetProperty("documentURL").GetString() == Address)
        .Select(request => request.GetProperty("request").GetProperty("url").GetString()!)
        .Where(address => !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith("blob:", StringComparison.Ordinal))
        .ToArray();

    public void Dispose()
    {
        _chrome?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
