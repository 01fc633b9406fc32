using System.Diagnostics;
using System.Text.Json;

/// <summary>The real package of a stand-in, restored from the registry for reading only.</summary>
internal static class RealPackage
{
    /// <summary>The package's assembly and those it refers to; null where the registry does not have it or does not answer.</summary>
    internal static (string Assembly, IReadOnlyList<string> References)? Find(string id, string version)
    {
        var folder = Path.Combine(StandIns.Folder, "build/real", id + "." + version);
        var assets = Path.Combine(folder, "obj/project.assets.json");
        if (!File.Exists(assets) || !Read(assets).All(File.Exists)) Restore(folder, id, version);
        if (!File.Exists(assets)) return null;
        var files = Read(assets);
        var assembly = files.FirstOrDefault(f => Path.GetFileName(f) == id + ".dll");
        return assembly is null ? null : (assembly, files);
    }

    // The user's own packages serve as they are; what is missing goes to the folder, not to the user's.
    private static void Restore(string folder, string id, string version)
    {
        Directory.CreateDirectory(folder);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        File.WriteAllText(Path.Combine(folder, "real.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>{Path.Combine(StandIns.Folder, "build/real/packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{(Directory.Exists(cache) ? cache : "")}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
                <RestoreEnablePackagePruning>false</RestoreEnablePackagePruning>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{id}" Version="[{version}]" />
              </ItemGroup>
            </Project>
            """);
        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets" })
            File.WriteAllText(Path.Combine(folder, file), "<Project />");
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", Path.Combine(folder, "real.csproj"), "-v", "q", "--nologo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        restore.OutputDataReceived += (_, _) => { };
        restore.ErrorDataReceived += (_, _) => { };
        restore.BeginOutputReadLine();
        restore.BeginErrorReadLine();
        if (!restore.WaitForExit(TimeSpan.FromMinutes(2))) restore.Kill(entireProcessTree: true);
        if (restore.HasExited && restore.ExitCode != 0) File.Delete(Path.Combine(folder, "obj/project.assets.json"));
    }

    private static IReadOnlyList<string> Read(string assets)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(assets));
        var folders = json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToArray();
        var libraries = json.RootElement.GetProperty("libraries");
        return [.. json.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject()
            .Where(package => package.Value.TryGetProperty("runtime", out _))
            .SelectMany(package => package.Value.GetProperty("runtime").EnumerateObject()
                .Where(file => file.Name.EndsWith(".dll", StringComparison.Ordinal))
                .Select(file => Path.Combine(libraries.GetProperty(package.Name).GetProperty("path").GetString()!, file.Name)))
            .Select(file => folders.Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists) ?? file)];
    }
}
