using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Sweeping;

/// <summary>
/// Finds the deployments of an endpoint that stand in the secondary: to them the endpoint's traffic is limited. One list, and none for an
/// endpoint that sends nothing anywhere.
/// </summary>
public sealed class StandingChildrenReader
{
    // One that is being made or has failed takes no traffic; one that is being changed goes on serving (facts/aml-rest.md 1.6 and 2.9).
    private static readonly HashSet<string> NotStanding = new(StringComparer.OrdinalIgnoreCase) { "Creating", "Deleting", "Failed", "Canceled" };
    private static readonly string[] Weights = ["traffic", "mirrorTraffic"];
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();
    private readonly AmlClient _aml;

    /// <summary>Creates a reader.</summary>
    /// <param name="aml">The workspaces.</param>
    public StandingChildrenReader(AmlClient aml) => _aml = aml;

    /// <summary>Finds them.</summary>
    /// <param name="secondary">The secondary workspace.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="source">The primary's document.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The deployments' names; none for what is no endpoint, or does not need to know.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlySet<string>> ReadAsync(
        WorkspaceId secondary, IAssetKind kind, AssetId asset, AssetDocument source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(source);
        var standing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (kind.ChildKind() is not { } child || !NamesChildren(source))
        {
            return standing;
        }

        try
        {
            await foreach (AssetDocument deployment in _aml.ListVersions(secondary, Kinds[child], asset.Name, cancellationToken))
            {
                if (deployment.ResourceName is { } name && !NotStanding.Contains(deployment.GetString("properties", "provisioningState") ?? ""))
                {
                    standing.Add(name);
                }
            }
        }
        catch (NotFoundException)
        {
            // The secondary does not have the endpoint yet: it has no deployment of it.
        }

        return standing;
    }

    private static bool NamesChildren(AssetDocument source) =>
        Weights.Any(member => source.TryGet(["properties", member], out JsonNode? weights) && weights is JsonObject { Count: > 0 })
        || source.GetString("properties", "defaults", "deploymentName") is not null;
}
