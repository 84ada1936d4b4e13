using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Pipeline;

/// <summary>
/// Repeats reads after anything transient, but writes only after 429, which says that nothing was done. A write whose answer was lost
/// may have taken effect: its caller looks before it writes again.
/// </summary>
/// <remarks>Up to three repetitions, the first after half a second, then doubling, at most 20 seconds; <c>Retry-After</c> is honoured.</remarks>
internal sealed class CautiousRetryPolicy()
    : RetryPolicy(maxRetries: 3, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20)))
{
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        IsSafe(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsSafe(message) && await base.ShouldRetryAsync(message, exception);

    private static bool IsSafe(HttpMessage message) =>
        message.Request.Method == RequestMethod.Get
        || message.Request.Method == RequestMethod.Head
        || (message.HasResponse && message.Response.Status == 429);
}
