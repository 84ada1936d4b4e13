using AmlDr.Azure.Pipeline;
using AmlDr.EmbeddedHost.Testing;

namespace AmlDr.Azure.Tests.Pipeline;

public class CallRateLimiterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void WaitAsync_FullBucket_LetsTheBurstThroughAndNoMore()
    {
        var limiter = new CallRateLimiter(3, 1, _clock);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(Wait(limiter).IsCompleted));
        Assert.False(Wait(limiter).IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_EmptyBucket_LetsThroughAtTheRateInOrder()
    {
        var limiter = new CallRateLimiter(1, 10, _clock);
        Task[] calls = [.. Enumerable.Range(0, 4).Select(_ => Wait(limiter))];

        for (int i = 1; i < calls.Length; i++)
        {
            Assert.False(calls[i].IsCompleted);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await calls[i];
        }
    }

    [Fact]
    public void WaitAsync_AfterIdleTime_HoldsNoMoreThanTheBurst()
    {
        var limiter = new CallRateLimiter(2, 10, _clock);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.True(Wait(limiter).IsCompleted);
        Assert.True(Wait(limiter).IsCompleted);
        Assert.False(Wait(limiter).IsCompleted);
    }

    [Fact]
    public async Task ReportRemaining_LessThanOurs_IsBelieved()
    {
        var limiter = new CallRateLimiter(100, 10, _clock);
        limiter.ReportRemaining(1);

        Assert.True(Wait(limiter).IsCompleted);
        Task second = Wait(limiter);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await second;
    }

    [Fact]
    public void ReportRemaining_MoreThanOurs_ChangesNothing()
    {
        var limiter = new CallRateLimiter(1, 10, _clock);
        Assert.True(Wait(limiter).IsCompleted);

        limiter.ReportRemaining(1000);

        Assert.False(Wait(limiter).IsCompleted);
    }

    [Fact]
    public async Task Close_RetryAfter_LetsNothingThroughBeforeThen()
    {
        var limiter = new CallRateLimiter(100, 10, _clock);
        limiter.Close(TimeSpan.FromSeconds(5));

        Task call = Wait(limiter);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await call;
    }

    [Fact]
    public void Close_WhileOthersWait_HoldsThemToo()
    {
        var limiter = new CallRateLimiter(1, 10, _clock);
        Assert.True(Wait(limiter).IsCompleted);
        Task waiting = Wait(limiter);

        limiter.Close(TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Close_ManyWait_LetsNoMoreThanTheBurstThroughWhenItOpens()
    {
        var limiter = new CallRateLimiter(5, 10, _clock);
        limiter.Close(TimeSpan.FromSeconds(10));
        Task[] calls = [.. Enumerable.Range(0, 50).Select(_ => Wait(limiter))];

        _clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(calls[..5]);
        Assert.All(calls[5..], call => Assert.False(call.IsCompleted));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await calls[5];
        Assert.All(calls[6..], call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task Close_Shortly_OpensWithWhatHasComeBackMeanwhile()
    {
        var limiter = new CallRateLimiter(100, 10, _clock);
        limiter.Close(TimeSpan.FromSeconds(1));
        Task[] calls = [.. Enumerable.Range(0, 12).Select(_ => Wait(limiter))];

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(calls[..10]);
        Assert.All(calls[10..], call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task WaitAsync_Cancelled_Throws()
    {
        var limiter = new CallRateLimiter(1, 1, _clock);
        Assert.True(Wait(limiter).IsCompleted);
        using var cancellation = new CancellationTokenSource();
        Task call = limiter.WaitAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static Task Wait(CallRateLimiter limiter) => limiter.WaitAsync(CancellationToken.None).AsTask();
}
