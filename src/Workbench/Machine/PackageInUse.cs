using System.Reflection;

namespace Workbench.Machine;

/// <summary>One of the packages that the workbench is built on, as it is loaded in this process.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Version">The version of the package.</param>
/// <param name="StandIn">Whether this is the repository's stand-in rather than the real package.</param>
public sealed record PackageInUse(string Name, string Version, bool StandIn)
{
    /// <summary>The package that an assembly came from.</summary>
    public static PackageInUse Of(Assembly assembly) => new(
        assembly.GetName().Name!,
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? assembly.GetName().Version?.ToString() ?? "unknown",
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(data => data is { Key: "Workbench.StandIn", Value: "true" }));

    /// <summary>The package of a name, or null where this program does not come with it.</summary>
    public static PackageInUse? Find(string name)
    {
        try
        {
            return Of(Assembly.Load(name));
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }
}
