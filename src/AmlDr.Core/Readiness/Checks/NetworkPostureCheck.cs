using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Both workspaces are as open or closed, and the secondary's managed network stands.</summary>
internal sealed class NetworkPostureCheck() : ReadinessCheck(
    "network-posture", 22, "Network posture", "Configure the network of both workspaces alike; provision the secondary's managed network beforehand.")
{
    private static readonly string[] Neighbours = ["storageAccount", "keyVault", "containerRegistry", "applicationInsights"];

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        Compare(judgement, "publicNetworkAccess", primary.Property("publicNetworkAccess") ?? "Enabled", secondary.Property("publicNetworkAccess") ?? "Enabled");
        string isolation = Isolation(secondary);
        Compare(judgement, "managedNetwork.isolationMode", Isolation(primary), isolation);
        if (!isolation.Is("Disabled") && secondary.GetString("properties", "managedNetwork", "status", "status") is not "Active" and var status)
        {
            judgement.Fail(
                $"The secondary's managed network is not provisioned ('properties.managedNetwork.status.status' is '{status}'); deployments would fail with WorkspaceManagedNetworkNotReady.",
                "POST provisionManagedNetwork on the secondary workspace, now: it takes many minutes.");
        }

        if (!Isolation(primary).Is("Disabled"))
        {
            CompareRules(snapshot, judgement, primary, secondary);
        }

        return "Access from outside, isolation and outbound rules are alike.";
    }

    private static string Isolation(AssetDocument workspace) => workspace.GetString("properties", "managedNetwork", "isolationMode") ?? "Disabled";

    private static void Compare(Judgement judgement, string field, string one, string other)
    {
        judgement.Fact(field, new JsonObject { ["primary"] = one, ["secondary"] = other });
        if (!one.Is(other))
        {
            judgement.Fail($"'properties.{field}' is '{one}' in the primary and '{other}' in the secondary.", "Set the secondary's as the primary's, or the other way round.");
        }
    }

    private static void CompareRules(ReadinessSnapshot snapshot, Judgement judgement, AssetDocument primary, AssetDocument secondary)
    {
        bool first = judgement.Take(snapshot.Primary.OutboundRules, out IReadOnlyList<AssetDocument>? ours);
        if (!judgement.Take(snapshot.Secondary.OutboundRules, out IReadOnlyList<AssetDocument>? theirs) || !first)
        {
            return;
        }

        var counterparts = Neighbours
            .Where(name => primary.Property(name) is not null && secondary.Property(name) is not null)
            .ToLookup(name => primary.Property(name)!, name => secondary.Property(name)!, StringComparer.OrdinalIgnoreCase);
        HashSet<string> standing = [.. UserDefined(theirs).Select(rule => Meaning(rule, null))];
        AssetDocument[] wanted = [.. UserDefined(ours!)];
        judgement.Fact("outboundRules", $"{wanted.Length} of users in the primary");
        foreach (AssetDocument rule in wanted.Where(rule => !standing.Contains(Meaning(rule, counterparts))))
        {
            judgement.Fail($"The secondary has no outbound rule like the primary's '{rule.ResourceName}' ({rule.Property("type")}).", "Add the rule to the secondary's managed network.");
        }
    }

    private static IEnumerable<AssetDocument> UserDefined(IEnumerable<AssetDocument> rules) =>
        rules.Where(rule => (rule.Property("category") ?? "UserDefined").Is("UserDefined"));

    // Type and destination, less what the service sets; the primary's own resources stand for the secondary's.
    private static string Meaning(AssetDocument rule, ILookup<string, string>? counterparts)
    {
        JsonNode? destination = rule.TryGet(["properties", "destination"], out JsonNode? node) ? node.DeepClone() : null;
        if (destination is JsonObject fields)
        {
            fields.Remove("sparkStatus");
            fields.Remove("addressPrefixes");
            if (fields["serviceResourceId"] is JsonValue value && value.TryGetValue(out string? id))
            {
                fields["serviceResourceId"] = (counterparts?[id].FirstOrDefault() ?? id).ToLowerInvariant();
            }
        }

        return $"{rule.Property("type")} {CanonicalJson.Digest(destination)}".ToLowerInvariant();
    }
}
