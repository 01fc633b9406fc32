// Prints an assembly's public surface, one member a line, so that two assemblies can be compared with diff:
//   PublicSurface ASSEMBLY.dll [WHERE ITS REFERENCES ARE...]
using System.Reflection;
using System.Runtime.Loader;

var path = Path.GetFullPath(args[0]);
var folders = args.Skip(1).Prepend(Path.GetDirectoryName(path)!).ToArray();
AssemblyLoadContext.Default.Resolving += (context, name) =>
    folders.Select(f => Path.Combine(f, name.Name + ".dll")).Where(File.Exists).Select(context.LoadFromAssemblyPath).FirstOrDefault();

var lines = AssemblyLoadContext.Default.LoadFromAssemblyPath(path).GetTypes()
    .Where(Visible)
    .SelectMany(Surface.Describe)
    .Order(StringComparer.Ordinal);
foreach (var line in lines) Console.WriteLine(line);

static bool Visible(Type t) => t.IsNested ? (t.IsNestedPublic || t.IsNestedFamily || t.IsNestedFamORAssem) && Visible(t.DeclaringType!) : t.IsPublic;
