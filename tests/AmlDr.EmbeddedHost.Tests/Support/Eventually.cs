namespace AmlDr.EmbeddedHost.Tests.Support;

/// <summary>Waits on a condition that nothing signals.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, CancellationToken deadline) => TrueAsync(() => Task.FromResult(condition()), deadline);

    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken deadline)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(deadline);
        }
    }
}
