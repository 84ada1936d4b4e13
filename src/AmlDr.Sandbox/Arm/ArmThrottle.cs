using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Resource Manager's limits on the rate of calls.</summary>
public sealed class ArmThrottle
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Pace _pace;
    private readonly Dictionary<(string Region, string Subscription, string Principal, string Kind), TokenBucket> _buckets = [];

    internal ArmThrottle(TimeProvider clock, ThrottlingOptions options, Pace pace)
    {
        _clock = clock;
        _pace = pace;
        Options = options;
    }

    /// <summary>The rates in force.</summary>
    public ThrottlingOptions Options { get; private set; }

    /// <summary>Changes the rates; all buckets start full again.</summary>
    /// <param name="options">The new rates.</param>
    /// <exception cref="ArgumentException">A rate is not above 0; the message names every mistake.</exception>
    public void Configure(ThrottlingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] mistakes = [.. options.Validate()];
        if (mistakes.Length > 0)
            throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        lock (_gate)
        {
            Options = options;
            _buckets.Clear();
        }
    }

    /// <summary>Takes a token for the call and returns the headers that tell what is left.</summary>
    /// <exception cref="ArmException">Throttled.</exception>
    internal IReadOnlyList<KeyValuePair<string, string>> Admit(CallContext call, string subscription)
    {
        string kind = call.Request.Method switch { "GET" or "HEAD" => "reads", "DELETE" => "deletes", _ => "writes" };
        string region = call.Region ?? string.Empty;
        lock (_gate)
        {
            if (!Options.Enabled)
                return [];
            (double burst, double rate) = kind switch
            {
                "reads" => (Options.ReadBurst, Options.ReadsPerSecond),
                "deletes" => (Options.DeleteBurst, Options.DeletesPerSecond),
                _ => ((double)Options.WriteBurst, Options.WritesPerSecond),
            };
            rate *= _pace.Speed;
            DateTimeOffset now = _clock.GetUtcNow();
            TokenBucket own = Bucket((region, subscription, call.Caller!.Key, kind), burst, rate, now);
            TokenBucket global = Bucket((region, subscription, string.Empty, kind), burst * Options.GlobalFactor, rate * Options.GlobalFactor, now);
            TimeSpan wait = own.Wait(now), globalWait = global.Wait(now);
            if (globalWait > wait)
                wait = globalWait;
            if (wait > TimeSpan.Zero)
                throw ArmException.Throttled(kind, Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
            own.Take();
            global.Take();
            return
            [
                new($"x-ms-ratelimit-remaining-subscription-{kind}", Wire.Number(own.Remaining)),
                new($"x-ms-ratelimit-remaining-subscription-global-{kind}", Wire.Number(global.Remaining)),
            ];
        }
    }

    private TokenBucket Bucket((string, string, string, string) key, double size, double perSecond, DateTimeOffset now)
    {
        if (!_buckets.TryGetValue(key, out TokenBucket? bucket))
            _buckets[key] = bucket = new TokenBucket(size, perSecond, now);
        return bucket;
    }
}
