namespace AmlDr.Sandbox.App;

/// <summary>Waits for conditions that only show when one looks.</summary>
public static class WaitUntil
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks again and again until a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="what">Says what is waited for, and what stood last, for the message.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="interval">Time between two looks; null for a tenth of a second.</param>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static async Task TrueAsync(
        Func<CancellationToken, Task<bool>> condition, TimeSpan patience, Func<string> what, TimeProvider clock,
        CancellationToken cancellationToken, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(what);
        using CancellationTokenSource deadline = new(patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using PeriodicTimer timer = new(interval ?? DefaultInterval, clock);
        try
        {
            while (!await condition(either.Token))
                await timer.WaitForNextTickAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {patience.TotalSeconds:0} seconds in vain: {what()}.");
        }
    }

    /// <summary>As the other, for a condition that is seen at once.</summary>
    /// <inheritdoc cref="TrueAsync(Func{CancellationToken, Task{bool}}, TimeSpan, Func{string}, TimeProvider, CancellationToken, TimeSpan?)"/>
    public static Task TrueAsync(
        Func<bool> condition, TimeSpan patience, Func<string> what, TimeProvider clock, CancellationToken cancellationToken, TimeSpan? interval = null) =>
        TrueAsync(_ => Task.FromResult(condition()), patience, what, clock, cancellationToken, interval);
}
