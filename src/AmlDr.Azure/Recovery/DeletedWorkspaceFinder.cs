using System.Globalization;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Options;
using AmlDr.Azure.Readiness;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Recovery;

/// <summary>
/// Finds soft-deleted workspaces. No published operation lists them (<c>facts/aml-rest.md</c> 2.1); the list of workspaces has been seen to hold them
/// still (azure-powershell issue 28286), and old previews gave them <c>softDeletedAt</c> and <c>scheduledPurgeDate</c>. What this finds is there; what
/// it does not find may be there all the same.
/// </summary>
public sealed class DeletedWorkspaceFinder
{
    private readonly ArmClientFactory _arm;
    private readonly TimeProvider _clock;
    private readonly string _apiVersion;

    internal DeletedWorkspaceFinder(ArmClientFactory arm, IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        _arm = arm;
        _clock = clock;
        _apiVersion = options.Value.Arm.ApiVersion;
    }

    /// <summary>Looks in the resource groups of both workspaces.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was found, or why nothing could be.</returns>
    public async Task<Reading<IReadOnlyList<DeletedWorkspace>>> FindAsync(Pair pair, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        using var reader = new ResourceReader(_arm.GetWorkspace(pair.Secondary), _apiVersion, _clock, cancellationToken);
        return await FindAsync(reader, pair);
    }

    internal static async Task<Reading<IReadOnlyList<DeletedWorkspace>>> FindAsync(ResourceReader reader, Pair pair)
    {
        string[] groups = [.. new[] { pair.Primary.ResourceGroupId, pair.Secondary.ResourceGroupId }.Distinct(StringComparer.OrdinalIgnoreCase)];
        Reading<IReadOnlyList<AssetDocument>> listed = Reading.Join(
            "the list of workspaces",
            await Task.WhenAll(groups.Select(group => reader.ListAsync($"{group}/providers/Microsoft.MachineLearningServices/workspaces"))));
        if (listed.Value is null)
        {
            return listed.Select(_ => (IReadOnlyList<DeletedWorkspace>)[]);
        }

        var found = new List<DeletedWorkspace>();
        foreach (AssetDocument workspace in listed.Value)
        {
            if (workspace.ResourceId is { } id && await EvidenceAsync(reader, pair, id, workspace) is { } evidence)
            {
                found.Add(new DeletedWorkspace(
                    id, workspace.ResourceName ?? id.Split('/')[^1], workspace.GetString("location"), Time(workspace, "softDeletedAt"),
                    Time(workspace, "scheduledPurgeDate"), evidence));
            }
        }

        return Reading.Of<IReadOnlyList<DeletedWorkspace>>("the soft-deleted workspaces", found);
    }

    private static async Task<string?> EvidenceAsync(ResourceReader reader, Pair pair, string id, AssetDocument workspace)
    {
        if (workspace.GetString("properties", "softDeletedAt") is { } time)
        {
            return $"The list gives 'properties.softDeletedAt' {time}.";
        }

        if (workspace.GetString("properties", "provisioningState") is "SoftDeleted" or "Deleted" or "Deleting")
        {
            return $"The list gives 'properties.provisioningState' {workspace.GetString("properties", "provisioningState")}.";
        }

        // The others of the group are not ours to ask about, one by one.
        bool isOurs = WorkspaceId.TryParse(id, out WorkspaceId? named) && (named.Equals(pair.Primary) || named.Equals(pair.Secondary));
        return isOurs && (await reader.GetAsync(named!.ToString())).State == ReadingState.Missing ? "It is listed, and reading it answers 404." : null;
    }

    private static DateTimeOffset? Time(AssetDocument workspace, string field) =>
        DateTimeOffset.TryParse(workspace.GetString("properties", field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
