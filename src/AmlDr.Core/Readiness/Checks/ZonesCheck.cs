using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Availability zones where the services of the secondary have them.</summary>
internal sealed class ZonesCheck() : ReadinessCheck(
    "zones", 24, "Availability zones", "Use availability zones of each service where the region has them.")
{
    private const string Remedy = "For information: where the region has zones, choose the zone-redundant form when the resource is next made.";

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.Take(snapshot.Secondary.Workspace, out AssetDocument? secondary))
        {
            return "";
        }

        if (secondary.Property("storageAccount") is { } account && judgement.Take(snapshot.Resource(account), out AssetDocument? storage))
        {
            string? sku = storage.GetString("sku", "name");
            judgement.Fact("storage", sku);
            if (!GeoRedundancy.HasZones(sku))
            {
                judgement.Warn($"The secondary's default account {ArmNames.Last(account)} is '{sku}', in one zone.", Remedy);
            }
        }

        if (secondary.Property("containerRegistry") is { } id && judgement.Take(snapshot.Resource(id), out AssetDocument? registry)
            && judgement.Take(snapshot.List($"{id}/replications"), out IReadOnlyList<AssetDocument>? replicas))
        {
            AssetDocument place = replicas.FirstOrDefault(replica => ArmNames.SameRegion(replica.Location(), secondary.Location())) ?? registry;
            judgement.Fact("registry", place.Property("zoneRedundancy"));
            if (!place.Property("zoneRedundancy").Is("Enabled"))
            {
                judgement.Warn($"The registry {ArmNames.Last(id)} has no zone redundancy in {secondary.Location()}.", Remedy);
            }
        }

        return "Storage and registry of the secondary are zone-redundant.";
    }
}
