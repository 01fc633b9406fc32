using Workbench.Benchmarks.Loading;
using Workbench.Benchmarks.Running;

return args is [LoadOnce.Word, var folder] ? LoadOnce.Run(folder) : BenchmarkCommand.Run(args);
