using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Every AML registry in several regions.</summary>
internal sealed class AmlRegistriesCheck() : ReadinessCheck(
    "aml-registries", 14, "AML registries", "Replicate AML registries to several regions.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary)
            || !judgement.Take(snapshot.AmlRegistries, out IReadOnlyList<AssetDocument>? registries))
        {
            return "";
        }

        string? named = snapshot.Pair.Policy.Registry?.Name;
        if (named is not null && DatastoreFacts.Named(registries, named) is null)
        {
            judgement.Fail($"The registry '{named}', which the policy names, was not found.", "Create it, or correct the policy's 'registry.name'.");
        }

        var covered = registries.Select(registry => (Registry: registry, Regions: Regions(registry))).ToArray();
        foreach ((AssetDocument registry, string[] regions) in covered)
        {
            judgement.Fact(registry.ResourceName ?? "", new JsonArray([.. regions.Select(region => (JsonNode)region)]));
            string[] missing = [.. new[] { primary.Location()!, secondary.Location()! }.Where(region => !regions.Any(one => ArmNames.SameRegion(one, region)))];
            bool hasStandIn = covered.Any(other => other.Registry != registry && missing.All(region => other.Regions.Any(one => ArmNames.SameRegion(one, region))));
            if (missing.Length > 0 && (registry.ResourceName.Is(named ?? "") || !hasStandIn))
            {
                judgement.Warn(
                    $"The registry '{registry.ResourceName}' is in {string.Join(", ", regions)}, not in {string.Join(", ", missing)}.",
                    "Add the region to the registry (PUT with one more element of 'properties.regionDetails').");
            }
        }

        return registries.Count == 0
            ? "There is no AML registry in the workspaces' resource groups, and the policy names none."
            : "Every registry is in both regions, or another one is.";
    }

    private static string[] Regions(AssetDocument registry) =>
        [.. registry.Objects("properties", "regionDetails").Select(detail => (string?)detail["location"]).OfType<string>()];
}
