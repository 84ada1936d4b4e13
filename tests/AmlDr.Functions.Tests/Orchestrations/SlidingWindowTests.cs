using AmlDr.Functions.Orchestrations;

namespace AmlDr.Functions.Tests.Orchestrations;

public class SlidingWindowTests
{
    private readonly Dictionary<int, TaskCompletionSource> _work = [];

    [Fact]
    public async Task RunAsync_Straggler_HoldsUpNobody()
    {
        Task run = SlidingWindow.RunAsync(Enumerable.Range(0, 5), 2, Start);

        Assert.Equal([0, 1], _work.Keys);
        for (int i = 1; i < 5; i++)
        {
            _work[i].SetResult();
            await Until(() => _work.Count == Math.Min(5, i + 2));
        }

        Assert.False(run.IsCompleted);
        _work[0].SetResult();
        await run;
    }

    [Fact]
    public async Task RunAsync_Failure_StartsNothingMoreAndAwaitsTheRest()
    {
        Task run = SlidingWindow.RunAsync(Enumerable.Range(0, 9), 3, Start);
        _work[1].SetException(new InvalidOperationException("broken"));
        Assert.False(run.IsCompleted);

        _work[0].SetResult();
        _work[2].SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => run);
        Assert.Equal(3, _work.Count);
    }

    [Fact]
    public async Task RunAsync_Nothing_Ends() => await SlidingWindow.RunAsync(Array.Empty<int>(), 1, Start);

    private Task Start(int item)
    {
        var work = new TaskCompletionSource();
        _work.Add(item, work);
        return work.Task;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
