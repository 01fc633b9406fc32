using Workbench.Benchmarks.Loading;
using Workbench.Benchmarks.Running;

return args is [LoadOnce.Word, var dtype, var folder] ? LoadOnce.Run(dtype, folder) : BenchmarkCommand.Run(args);
