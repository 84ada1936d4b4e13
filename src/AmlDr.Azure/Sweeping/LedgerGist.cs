using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Registries;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Sweeping;

/// <summary>What a comparison keeps of a ledger entry.</summary>
internal readonly record struct LedgerGist(
    AssetState State, string? SourceFingerprint, string? FailedFingerprint, DateTimeOffset? NextAttemptAt, bool WasMirrored, bool IsCarried)
{
    public static LedgerGist From(LedgerEntry entry) =>
        new(entry.State, entry.SourceFingerprint, entry.FailedFingerprint, entry.NextAttemptAt, entry.MirroredAt is not null,
            entry.Reason?.Code == RegistryTransport.CarriedCode);
}
