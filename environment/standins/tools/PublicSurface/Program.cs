// PublicSurface ASSEMBLY.dll [FOLDERS OF ITS REFERENCES...]
var assembly = Path.GetFullPath(args[0]);
var folders = args.Skip(1).Select(Path.GetFullPath).Prepend(Path.GetDirectoryName(assembly)!);
foreach (var line in PublicSurface.Of(assembly, folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")))) Console.WriteLine(line);
