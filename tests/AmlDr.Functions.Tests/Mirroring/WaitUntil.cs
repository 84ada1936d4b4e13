namespace AmlDr.Functions.Tests.Mirroring;

/// <summary>Waits for what shows only when it is looked at.</summary>
internal static class WaitUntil
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var interval = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            await interval.WaitForNextTickAsync(deadline.Token);
        }
    }
}
