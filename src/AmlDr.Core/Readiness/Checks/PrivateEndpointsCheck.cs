using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Virtual networks and private endpoints in both regions.</summary>
internal sealed class PrivateEndpointsCheck() : ReadinessCheck(
    "private-endpoints", 20, "Virtual networks and private endpoints",
    "Create a virtual network in each region, and private endpoints for the workspace and the resources around it in each.")
{
    private const string Create = "Create a private endpoint for it in a virtual network of the secondary's region, and have it approved.";
    private static readonly string[] Neighbours = ["storageAccount", "keyVault", "containerRegistry"];

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool first = judgement.Take(snapshot.Primary.PrivateEndpointConnections, out IReadOnlyList<AssetDocument>? ours);
        if (!judgement.Take(snapshot.Secondary.PrivateEndpointConnections, out IReadOnlyList<AssetDocument>? theirs) || !first
            || !judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        bool isPrivate = Compare(
            snapshot, judgement, "the workspace", PrivateEndpointFacts.Approved(ours!), PrivateEndpointFacts.Approved(theirs), secondary.Location()!, "amlworkspace");
        foreach (string neighbour in Neighbours)
        {
            if (primary.Property(neighbour) is { } one && secondary.Property(neighbour) is { } other
                && judgement.Take(snapshot.Resource(one), out AssetDocument? mine) && judgement.Take(snapshot.Resource(other), out AssetDocument? yours))
            {
                isPrivate |= Compare(
                    snapshot, judgement, $"'{neighbour}' ({ArmNames.Last(other)})", PrivateEndpointFacts.Approved(mine), PrivateEndpointFacts.Approved(yours),
                    secondary.Location()!, null);
            }
        }

        JudgeNetworks(snapshot, judgement, secondary);
        return isPrivate ? "What has a private endpoint in the primary's region has one in the secondary's." : "The primary and what is around it have no private endpoints.";
    }

    private static bool Compare(
        ReadinessSnapshot snapshot, Judgement judgement, string what, IEnumerable<string> ours, IEnumerable<string> theirs, string region, string? group)
    {
        string[] here = [.. ours.Distinct(StringComparer.OrdinalIgnoreCase)];
        if (here.Length == 0)
        {
            return false;
        }

        string[] there = [.. theirs.Distinct(StringComparer.OrdinalIgnoreCase)];
        IReadOnlyList<AssetDocument> mine = PrivateEndpointFacts.Take(snapshot, judgement, here);
        IReadOnlyList<AssetDocument> read = PrivateEndpointFacts.Take(snapshot, judgement, there);
        AssetDocument[] near = [.. read.Where(endpoint => ArmNames.SameRegion(endpoint.Location(), region))];
        judgement.Fact(what, new JsonObject { ["primary"] = PrivateEndpointFacts.Show(mine), ["secondary"] = PrivateEndpointFacts.Show(near) });
        if (read.Count < there.Length)
        {
            // One of those that were not read may be the one that is asked for.
            return true;
        }

        if (near.Length == 0)
        {
            judgement.Fail($"{Upper(what)} of the secondary has no approved private endpoint in {region}, as the primary's has.", Create);
            return true;
        }

        string[] groups = [.. near.SelectMany(PrivateEndpointFacts.Groups)];
        string[] wanted = group is null ? [.. mine.SelectMany(PrivateEndpointFacts.Groups).Distinct(StringComparer.OrdinalIgnoreCase)] : [group];
        foreach (string missing in wanted.Where(one => !groups.Contains(one, StringComparer.OrdinalIgnoreCase)))
        {
            judgement.Fail($"No private endpoint of {what} in {region} gives access to '{missing}'.", Create);
        }

        return true;
    }

    // A compute in a network of the lost region is lost with it.
    private static void JudgeNetworks(ReadinessSnapshot snapshot, Judgement judgement, AssetDocument secondary)
    {
        IEnumerable<string> networks = Networks(snapshot.Secondary.Computes.Value ?? []);
        foreach (string id in networks.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (judgement.Take(snapshot.Resource(id), out AssetDocument? network, "Create the network, and the secondary's computes anew in it.")
                && !ArmNames.SameRegion(network.Location(), secondary.Location()))
            {
                judgement.Fail(
                    $"Computes of the secondary stand in the network {ArmNames.Last(id)} of {network.Location()}, the workspace in {secondary.Location()}.",
                    "Name a subnet of the secondary's region in the policy's 'maps.subnets', and create the computes anew.");
            }
        }
    }

    /// <summary>The virtual networks of computes.</summary>
    public static IEnumerable<string> Networks(IEnumerable<AssetDocument> computes) => computes
        .Select(compute => ArmNames.Before(compute.GetString("properties", "properties", "subnet", "id"), "subnets"))
        .OfType<string>();

    private static string Upper(string what) => char.ToUpperInvariant(what[0]) + what[1..];
}
