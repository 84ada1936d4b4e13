using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Both regions in one geography, and a pair.</summary>
internal sealed class PairedRegionsCheck() : ReadinessCheck(
    "paired-regions", 2, "Paired regions", "Use two regions of one geography that are a pair: updates reach them one after the other, and one of them is recovered first.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary)
            || !judgement.Take(snapshot.Regions, out IReadOnlyList<AssetDocument>? regions))
        {
            return "";
        }

        AssetDocument? from = Find(regions, primary.Location());
        AssetDocument? to = Find(regions, secondary.Location());
        if (from is null || to is null)
        {
            judgement.Unknown(
                $"The subscription's list of regions does not hold '{(from is null ? primary : secondary).Location()}'.",
                "Check that the region is open to the subscription.");
            return "";
        }

        string[] paired = [.. from.Objects("metadata", "pairedRegion").Select(region => (string?)region["name"]).OfType<string>()];
        string? geography = from.GetString("metadata", "geography");
        string? otherGeography = to.GetString("metadata", "geography");
        judgement.Fact("primary", new JsonObject { ["region"] = from.ResourceName, ["geography"] = geography, ["pairedWith"] = new JsonArray([.. paired.Select(name => (JsonNode)name)]) });
        judgement.Fact("secondary", new JsonObject { ["region"] = to.ResourceName, ["geography"] = otherGeography });
        foreach (AssetDocument region in new[] { from, to }.Where(region => !region.GetString("metadata", "regionType").Is("Physical")))
        {
            judgement.Warn($"'{region.ResourceName}' is no physical region.", "Use a physical region.");
        }

        if (!geography.Is(otherGeography ?? ""))
        {
            judgement.Warn(
                $"{from.ResourceName} is in the geography '{geography}', {to.ResourceName} in '{otherGeography}'.",
                "Check that the data may leave its geography, or choose a region of the same one.");
        }

        if (!paired.Any(name => ArmNames.SameRegion(name, to.ResourceName)))
        {
            judgement.Warn(
                paired.Length == 0
                    ? $"{from.ResourceName} is paired with no region; Microsoft updates and recovers it without regard to {to.ResourceName}."
                    : $"{from.ResourceName} is paired with {string.Join(", ", paired)}, not with {to.ResourceName}.",
                "Choose the paired region where there is one; where there is none, nothing is to be done.");
        }

        return $"{from.ResourceName} and {to.ResourceName} are a pair, in {geography}.";
    }

    private static AssetDocument? Find(IReadOnlyList<AssetDocument> regions, string? location) =>
        regions.FirstOrDefault(region => ArmNames.SameRegion(region.ResourceName, location) || ArmNames.SameRegion(region.GetString("displayName"), location));
}
