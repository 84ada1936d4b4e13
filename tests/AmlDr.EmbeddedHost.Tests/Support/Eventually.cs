namespace AmlDr.EmbeddedHost.Tests.Support;

/// <summary>Waits on a condition that nothing signals.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, CancellationToken deadline)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(deadline);
        }
    }
}
