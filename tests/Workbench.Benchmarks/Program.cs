using Workbench.Benchmarks.Running;

return BenchmarkCommand.Run(args);
