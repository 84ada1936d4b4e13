namespace AmlDr.Core.Assets;

/// <summary>A hint that an asset of a pair's primary may have changed. It says what to look at, never what it looks like.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Origin">Who noticed.</param>
/// <param name="NoticedAt">When it was noticed: the event's own time, or the time of the sweep.</param>
public sealed record AssetChange(string Pair, AssetId Asset, ChangeOrigin Origin, DateTimeOffset NoticedAt);
