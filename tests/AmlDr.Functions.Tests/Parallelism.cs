// Most of the time these tests wait: for retries, for long-running operations, for a simulated region that does not answer.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
