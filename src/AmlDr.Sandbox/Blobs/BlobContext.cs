using System.Globalization;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Blobs;

/// <summary>What the parts of the simulated blob service share.</summary>
internal sealed class BlobContext
{
    private long _changes;

    public required TimeProvider Clock { get; init; }

    public required SimulatedAzureOptions Options { get; init; }

    public required RegionControl Regions { get; init; }

    public required BlobAuthorizer Authorizer { get; init; }

    public required IReadOnlyDictionary<string, AccountState> Accounts { get; init; }

    /// <summary>Runs what goes on after its call was answered.</summary>
    public required BackgroundTasks Background { get; init; }

    /// <summary>A new ETag; no two are alike.</summary>
    public string NextETag() =>
        string.Create(CultureInfo.InvariantCulture, $"\"0x8D{(Clock.GetUtcNow().Ticks << 4) + (Interlocked.Increment(ref _changes) & 0xF):X14}{_changes:X}\"");
}
