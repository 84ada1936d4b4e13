using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Sweeping;

/// <summary>What a comparison is about.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Now">The time at which it is decided whether a failed asset is tried again.</param>
/// <param name="RetryFailed">True when failed assets are tried again whatever the time.</param>
/// <param name="ChangedSince">On the way back: what has not changed since is settled; null when everything is looked at.</param>
internal sealed record SweepScope(Pair Pair, DateTimeOffset Now, bool RetryFailed, DateTimeOffset? ChangedSince = null);
