using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Microsoft.DotNet.Interactive.CSharp;

/// <summary>What every submission starts with: namespaces, references, and paths that count from the working directory.</summary>
internal sealed class ScriptSettings
{
    private ScriptOptions _options = ScriptOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .AddImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq")
        .AddReferences(
            typeof(Enumerable).Assembly,
            typeof(IEnumerable<>).Assembly,
            typeof(Task<>).Assembly,
            typeof(Kernel).Assembly,
            typeof(CSharpKernel).Assembly,
            typeof(Formatting.Formatter).Assembly);

    private string _workingDirectory;

    internal ScriptOptions ForWorkingDirectory(string directory)
    {
        if (directory != _workingDirectory)
        {
            _workingDirectory = directory;
            _options = _options
                .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(directory))
                .WithSourceResolver(new SourceFileResolver(ImmutableArray<string>.Empty, directory));
        }

        return _options;
    }

    internal void AddReferences(IEnumerable<string> assemblyPaths) =>
        _options = _options.AddReferences(assemblyPaths.Select(path => MetadataReference.CreateFromFile(path)).ToArray());
}
