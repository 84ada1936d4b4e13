using AmlDr.Core.Failures;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Support;

/// <summary>The faults that every outward call must stand.</summary>
internal static class FaultKinds
{
    /// <summary>Every kind that may pass.</summary>
    public static readonly FaultKind[] Passing =
    [
        FaultKind.Throttle429, FaultKind.Error500, FaultKind.Error503, FaultKind.Reset, FaultKind.TimeoutBefore, FaultKind.TimeoutAfter,
        FaultKind.ResetAfter,
    ];

    /// <summary>
    /// Runs work again and again, as an orchestration does, until it ends without a failure that may pass.
    /// </summary>
    public static async Task<T> UntilDoneAsync<T>(Func<Task<T>> work)
    {
        const int most = 6;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (attempt < most && exception is TransientException or ThrottledException)
            {
                // The next attempt finds what took effect.
            }
        }
    }
}
