using System.Globalization;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Checking;

/// <summary>Answers questions about what the app did from the simulator's call log.</summary>
/// <param name="azure">The simulated Azure.</param>
public sealed partial class CallLogReader(SimulatedAzure azure)
{
    /// <summary>The place in the log that calls from now on come after.</summary>
    public long Position => azure.Calls.LastSequence;

    /// <summary>How often each asset version of the secondary workspace was written with effect, whether or not the answer arrived.</summary>
    /// <param name="since">Only calls after this place in the log.</param>
    /// <returns>Counts by the asset's id below the workspace, for example <c>models/churn/versions/1</c>.</returns>
    public IReadOnlyDictionary<string, int> EffectiveWrites(long since = 0) =>
        azure.Calls.Read(new CallQuery { Since = since, Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Effect = true })
            .GroupBy(call => BelowWorkspace(call.Path), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>How often each asset of the primary workspace was written with effect; a user whose answer is lost writes again.</summary>
    public IReadOnlyDictionary<string, int> EffectiveWritesInPrimary() =>
        azure.Calls.Read(new CallQuery { Service = AzureService.Arm, Region = WorldTopology.PrimaryRegion, Effect = true })
            .GroupBy(call => BelowWorkspace(call.Path), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Calls that changed anything in the secondary: its workspace or its storage account.</summary>
    /// <param name="since">Only calls after this place in the log.</param>
    public IReadOnlyList<CallRecord> ChangesInSecondary(long since) =>
    [
        .. azure.Calls.Read(new CallQuery { Since = since, Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Effect = true }),
        .. azure.Calls.Read(new CallQuery { Since = since, Service = AzureService.Blob, Account = azure.World.SecondaryAccount.Name, Effect = true }),
    ];

    /// <summary>How often an asset version of the primary workspace was read.</summary>
    /// <param name="path">The asset's id below the workspace.</param>
    /// <param name="since">Only calls after this place in the log.</param>
    public int ReadsInPrimary(string path, long since) =>
        azure.Calls.Read(new CallQuery { Since = since, Service = AzureService.Arm, Region = WorldTopology.PrimaryRegion, PathContains = $"/{path}?" })
            .Count(call => call.Method == "GET");

    /// <summary>When each asset version first stood in the primary workspace.</summary>
    /// <returns>Times by the asset's id below the workspace.</returns>
    public IReadOnlyDictionary<string, DateTimeOffset> Registrations() =>
        azure.Calls.Read(new CallQuery { Service = AzureService.Arm, Region = WorldTopology.PrimaryRegion, Effect = true })
            .GroupBy(call => BelowWorkspace(call.Path), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(call => call.Time), StringComparer.Ordinal);

    /// <summary>Blocks of a blob in the secondary that Put Block From URL was asked for, with or without success.</summary>
    /// <param name="blobName">The blob's name; it needs no encoding.</param>
    /// <param name="since">Only calls after this place in the log.</param>
    /// <param name="withEffect">Only calls that had an effect, or all.</param>
    /// <returns>The blocks' ids, one per call.</returns>
    public IReadOnlyList<string> CopiedBlocks(string blobName, long since, bool withEffect) =>
    [
        .. azure.Calls.Read(new CallQuery
        {
            Since = since,
            Service = AzureService.Blob,
            Account = azure.World.SecondaryAccount.Name,
            Operation = "blobs:putBlockFromUrl",
            Effect = withEffect ? true : null,
            PathContains = blobName,
        }).Select(call => BlockId().Match(call.Path).Groups[1].Value),
    ];

    /// <summary>
    /// Bytes of files that went through the app: read from the primary's account or written to the secondary's. The users' tool only writes to
    /// the primary's account, and the control store has an account of its own.
    /// </summary>
    public long BytesThroughProcess() => azure.Calls.Summarise().Operations.Sum(operation => operation switch
    {
        { Operation: "blobs:get" } when operation.Account == azure.World.PrimaryAccount.Name => operation.BytesOut,
        { Operation: "blobs:put" or "blobs:putBlock" or "blobs:appendBlock" } when operation.Account == azure.World.SecondaryAccount.Name => operation.BytesIn,
        _ => 0,
    });

    /// <summary>The places in the log at which each asset of the secondary workspace was first written with effect.</summary>
    /// <returns>Places by the asset's id below the workspace.</returns>
    public IReadOnlyDictionary<string, long> FirstWrites() =>
        azure.Calls.Read(new CallQuery { Service = AzureService.Arm, Region = WorldTopology.SecondaryRegion, Effect = true })
            .GroupBy(call => BelowWorkspace(call.Path), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(call => call.Sequence), StringComparer.Ordinal);

    /// <summary>The places in the log at which each file of the secondary's storage account was last written with effect.</summary>
    /// <returns>Places by container and name, with a slash between.</returns>
    public IReadOnlyDictionary<string, long> LastFileWrites() =>
        azure.Calls.Read(new CallQuery { Service = AzureService.Blob, Account = azure.World.SecondaryAccount.Name, Effect = true })
            .GroupBy(call => Uri.UnescapeDataString(call.Path.Split('?')[0])[(azure.World.SecondaryAccount.Name.Length + 2)..], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(call => call.Sequence), StringComparer.Ordinal);

    /// <summary>Reads of Resource Manager that one of the regions got, by operation.</summary>
    /// <param name="region">The region.</param>
    /// <param name="since">Only calls after this place in the log.</param>
    public IReadOnlyDictionary<string, int> Reads(string region, long since) =>
        azure.Calls.Read(new CallQuery { Since = since, Service = AzureService.Arm, Region = region })
            .Where(call => call.Method == "GET" && call.Fault is null)
            .GroupBy(call => call.Operation, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>The asset's id below its workspace, of a call's path.</summary>
    private static string BelowWorkspace(string path)
    {
        Match match = Workspace().Match(path);
        return match.Success ? Uri.UnescapeDataString(match.Groups[1].Value) : string.Create(CultureInfo.InvariantCulture, $"({path})");
    }

    [GeneratedRegex("/workspaces/[^/]+/([^?]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Workspace();

    [GeneratedRegex("[?&]blockid=([^&]+)")]
    private static partial Regex BlockId();
}
