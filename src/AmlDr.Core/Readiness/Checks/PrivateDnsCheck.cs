using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Names resolve to the private endpoints from both networks.</summary>
internal sealed class PrivateDnsCheck() : ReadinessCheck(
    "private-dns", 21, "Private DNS", "Let both virtual networks resolve the private names of the workspaces.")
{
    /// <summary>The zones of a workspace.</summary>
    public static readonly IReadOnlyList<string> ZoneNames = ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"];

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool isPrivate = false;
        string[] networks = [.. snapshot.Sides.SelectMany(side => Endpoints(snapshot, side)).Select(PrivateEndpointFacts.Network).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (SideSnapshot side in snapshot.Sides)
        {
            if (!judgement.Take(side.PrivateEndpointConnections, out IReadOnlyList<AssetDocument>? connections))
            {
                continue;
            }

            string[] endpoints = [.. PrivateEndpointFacts.Approved(connections)];
            if (endpoints.Length == 0)
            {
                continue;
            }

            isPrivate = true;
            var zones = new List<string>();
            bool complete = true;
            foreach (string endpoint in endpoints)
            {
                bool read = judgement.Take(snapshot.List($"{endpoint}/privateDnsZoneGroups"), out IReadOnlyList<AssetDocument>? groups, "Create the private endpoint anew.");
                zones.AddRange(PrivateEndpointFacts.Zones(groups ?? []));
                complete &= read;
            }

            judgement.Fact($"{side.Side}: zones", zones.Distinct(StringComparer.OrdinalIgnoreCase));
            foreach (string name in ZoneNames)
            {
                string? zone = zones.FirstOrDefault(id => ArmNames.Last(id).Is(name));
                if (zone is not null)
                {
                    Judge(snapshot, judgement, side, zone, networks);
                }
                else if (complete)
                {
                    judgement.Unknown(
                        $"No private endpoint of the {side.Side} workspace registers itself with a zone '{name}'.",
                        "Add a zone group to the private endpoint; where names are served by DNS servers of your own, attest it.");
                }
            }
        }

        return isPrivate ? "The zones of both workspaces are linked to the networks of both." : "No workspace has a private endpoint.";
    }

    private static IEnumerable<AssetDocument> Endpoints(ReadinessSnapshot snapshot, SideSnapshot side) =>
        PrivateEndpointFacts.Approved(side.PrivateEndpointConnections.Value ?? []).Select(id => snapshot.Resource(id).Value).OfType<AssetDocument>();

    private static void Judge(ReadinessSnapshot snapshot, Judgement judgement, SideSnapshot side, string zone, string[] networks)
    {
        if (!judgement.Take(snapshot.List($"{zone}/virtualNetworkLinks"), out IReadOnlyList<AssetDocument>? links, "Create the zone anew, and the zone group of the private endpoint."))
        {
            return;
        }

        string name = ArmNames.Last(zone);
        foreach (string network in networks)
        {
            if (!links.Any(link => ArmNames.Same(link.GetString("properties", "virtualNetwork", "id"), network)))
            {
                judgement.Warn(
                    $"The zone {name} of the {side.Side} is not linked to the network {ArmNames.Last(network)}.",
                    "Add a virtual network link, or forward the zone's names from the network's DNS servers.");
            }
        }

        if (name.Is(ZoneNames[0]) && side.Workspace.Value is { } workspace && judgement.Take(snapshot.List($"{zone}/A"), out IReadOnlyList<AssetDocument>? records))
        {
            string record = $"{workspace.Property("workspaceId")}.workspace.{ArmNames.Region(workspace.Location())}";
            judgement.Fact($"{side.Side}: record", record);
            if (!records.Any(one => one.ResourceName.Is(record)))
            {
                judgement.Warn($"The zone {name} has no record '{record}' for the {side.Side} workspace.", "Add the private endpoint's zone group anew, so that it registers its names.");
            }
        }
    }
}
