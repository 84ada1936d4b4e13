// The tests wait for a service far more than they compute, so more of them than there are cores run at a time.
[assembly: Xunit.CollectionBehavior(MaxParallelThreads = 4)]
