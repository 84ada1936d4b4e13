using AmlDr.Azure.ControlStore;
using AmlDr.Core.Ledger;

namespace AmlDr.Functions.Http;

/// <summary>An asset as operators see it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why, where the state needs a reason.</param>
/// <param name="SourceModifiedAt">When the primary last changed it.</param>
/// <param name="MirroredAt">When its presence in the secondary was verified.</param>
/// <param name="LagSeconds">From the one to the other, in seconds; while it is not mirrored, from the change until now.</param>
/// <param name="UpdatedAt">When the state was last changed.</param>
/// <param name="NextAttemptAt">For what failed or was refused: before this time no sweep tries again, unless the primary's document changes.</param>
public sealed record AssetView(
    string Kind, string Name, string Version, AssetState State, AssetReason? Reason, DateTimeOffset? SourceModifiedAt,
    DateTimeOffset? MirroredAt, double? LagSeconds, DateTimeOffset UpdatedAt,
    DateTimeOffset? NextAttemptAt)
{
    /// <summary>Makes the view of a ledger entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="now">The time.</param>
    /// <returns>The view.</returns>
    public static AssetView From(LedgerEntry entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        DateTimeOffset? until = entry.State switch
        {
            AssetState.Mirrored => entry.MirroredAt,
            AssetState.Skipped or AssetState.SourceDeleted => null,
            _ => now,
        };
        double? lag = (until - entry.SourceModifiedAt)?.TotalSeconds;
        return new AssetView(
            entry.Asset.Kind, entry.Asset.Name, entry.Asset.Version, entry.State, entry.Reason, entry.SourceModifiedAt, entry.MirroredAt,
            lag is { } seconds ? Math.Max(0, Math.Round(seconds, 3)) : null, entry.UpdatedAt, entry.NextAttemptAt);
    }
}
