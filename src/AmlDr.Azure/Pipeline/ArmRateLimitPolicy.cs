using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using AmlDr.Azure.Options;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Pipeline;

/// <summary>
/// Keeps Azure Resource Manager calls within its token buckets: one for reads and one for writes per subscription (ARM keeps them per
/// region and identity too; one process has one identity, and the stricter view is the safe one). Source: <c>facts/aml-rest.md</c> section 6.
/// </summary>
internal sealed partial class ArmRateLimitPolicy(ArmOptions options, TimeProvider clock) : HttpPipelinePolicy
{
    private static readonly TimeSpan DefaultClosure = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string Subscription, bool IsRead), CallRateLimiter> _limiters = new();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Azure Resource Manager is called asynchronously only.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        bool isRead = message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head;
        CallRateLimiter limiter = Limiter(message.Request.Uri.Path, isRead);
        await limiter.WaitAsync(message.CancellationToken);
        await ProcessNextAsync(message, pipeline);
        if (!message.HasResponse)
        {
            return;
        }

        if (message.Response.Status == 429)
        {
            limiter.Close(message.Response.RetryAfter() ?? DefaultClosure);
        }
        else if (message.Response.Headers.TryGetValue(
                     isRead ? "x-ms-ratelimit-remaining-subscription-reads" : "x-ms-ratelimit-remaining-subscription-writes", out string? text)
                 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long remaining))
        {
            limiter.ReportRemaining(remaining);
        }
    }

    private CallRateLimiter Limiter(string path, bool isRead)
    {
        string subscription = Subscription().Match(path).Groups["s"].Value.ToUpperInvariant();
        return _limiters.GetOrAdd(
            (subscription, isRead),
            static (key, policy) => key.IsRead
                ? new CallRateLimiter(policy.Options.ReadBurst, policy.Options.ReadsPerSecond, policy.Clock)
                : new CallRateLimiter(policy.Options.WriteBurst, policy.Options.WritesPerSecond, policy.Clock),
            (Options: options, Clock: clock));
    }

    [GeneratedRegex(@"\A/subscriptions/(?<s>[^/]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Subscription();
}
