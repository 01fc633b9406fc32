// Counts of live tensors and the default dtype belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
