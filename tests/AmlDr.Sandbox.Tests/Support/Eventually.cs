namespace AmlDr.Sandbox.Tests.Support;

/// <summary>Waits until something is so.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task IsTrue(Func<bool> condition, string what)
    {
        using CancellationTokenSource deadline = new(Patience);
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            try
            {
                await tick.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} seconds in vain: {what}.");
            }
        }
    }
}
