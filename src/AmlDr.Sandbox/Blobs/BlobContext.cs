using System.Collections.Concurrent;
using System.Globalization;
using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Sandbox.Blobs;

/// <summary>What the parts of the simulated blob service share.</summary>
internal sealed class BlobContext
{
    // Begins at the time of start, so that tags of two runs differ.
    private long _lastETag;

    public required TimeProvider Clock
    {
        get;
        init
        {
            field = value;
            _lastETag = value.GetUtcNow().Ticks;
        }
    }

    public required SimulatedAzureOptions Options { get; init; }

    public required RegionControl Regions { get; init; }

    public required BlobAuthorizer Authorizer { get; init; }

    public required ConcurrentDictionary<string, AccountState> Accounts { get; init; }

    /// <summary>Role assignments, for callers with a token.</summary>
    public required AccessControl Access { get; init; }

    /// <summary>Runs what goes on after its call was answered.</summary>
    public required BackgroundTasks Background { get; init; }

    /// <summary>A new ETag; no two are alike.</summary>
    public string NextETag() => string.Create(CultureInfo.InvariantCulture, $"\"0x8D{Interlocked.Increment(ref _lastETag):X13}\"");
}
