using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using AmlDr.Azure.Options;
using AmlDr.Core.Assets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Security;

/// <summary>
/// Limits how often a caller starts one sort of operation on a pair, so that a script that runs wild neither fills the task hub nor keeps others, or the
/// same caller's failover, from starting. Counted by each instance of the app for itself and forgotten when it restarts: it guards against
/// floods. That nothing runs twice is kept by the operations' identifiers and leases, which are durable.
/// </summary>
internal sealed class StartLimiter : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string> _limiter;
    private readonly int _limit;

    public StartLimiter(IOptions<AmlDrOptions> options)
    {
        _limit = options.Value.Security.StartsPerMinute;
        _limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(
            key, _ => new FixedWindowRateLimiterOptions { PermitLimit = _limit, Window = Window, QueueLimit = 0 }));
    }

    /// <summary>Counts a start.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rule">The rule of the function.</param>
    /// <param name="caller">Who asks.</param>
    /// <returns>Why it is refused; null when it is not.</returns>
    public Refusal? Count(HttpRequest request, AccessRule rule, Caller caller)
    {
        string about = string.Join('/', request.RouteValues.Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        using RateLimitLease lease = _limiter.AttemptAcquire($"{rule.Function}\n{about.ToUpperInvariant()}\n{Who(request, caller)}");
        if (lease.IsAcquired)
        {
            return null;
        }

        TimeSpan wait = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan left) ? left : Window;
        string seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new Refusal(
            StatusCodes.Status429TooManyRequests, "too-many-starts", "Too many starts",
            $"'{AssetNames.Printable(about)}' was given to {rule.Function} {_limit} times within a minute (AmlDr__Security__StartsPerMinute); try again in {seconds} seconds.")
        {
            Header = ("Retry-After", seconds),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    /// <summary>Callers without a token are told apart by their keys, of which no more than a digest stays.</summary>
    private static string Who(HttpRequest request, Caller caller)
    {
        if (caller.IsKnown)
        {
            return caller.Id;
        }

        string key = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault() ?? "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
