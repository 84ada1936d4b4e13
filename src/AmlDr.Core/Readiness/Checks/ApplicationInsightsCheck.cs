using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Application Insights in each region.</summary>
internal sealed class ApplicationInsightsCheck() : ReadinessCheck(
    "application-insights", 11, "Application Insights", "Create Application Insights in both regions; keep retention alike.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        if (ArmNames.Same(primary.Property("applicationInsights"), secondary.Property("applicationInsights")))
        {
            judgement.Fail(
                $"Both workspaces send to {primary.Property("applicationInsights")}.",
                "Create a component in the secondary's region and give it to the secondary (PATCH properties.applicationInsights).");
        }

        var retention = new Dictionary<string, int?>();
        foreach (SideSnapshot side in snapshot.Sides)
        {
            AssetDocument workspace = side.Workspace.Value!;
            if (workspace.Property("applicationInsights") is not { } id)
            {
                judgement.Fail(
                    $"The {side.Side} workspace has no Application Insights ('properties.applicationInsights').",
                    "Create a component in its region and give it to the workspace (PATCH properties.applicationInsights).");
                continue;
            }

            if (!judgement.Take(snapshot.Resource(id), out AssetDocument? component, "Create the component, or give the workspace another one."))
            {
                continue;
            }

            retention[side.Side] = component.Number("properties", "RetentionInDays");
            judgement.Fact(side.Side, new JsonObject
            {
                ["component"] = ArmNames.Last(id),
                ["location"] = component.Location(),
                ["retentionInDays"] = retention[side.Side],
                ["workspaceResourceId"] = component.Property("WorkspaceResourceId"),
            });
            if (!ArmNames.SameRegion(component.Location(), workspace.Location()))
            {
                judgement.Fail(
                    $"The component {ArmNames.Last(id)} of the {side.Side} stands in {component.Location()}, its workspace in {workspace.Location()}.",
                    "Create a component in the workspace's region and give it to the workspace (PATCH properties.applicationInsights).");
            }
        }

        if (retention.GetValueOrDefault("primary") is { } ours && retention.GetValueOrDefault("secondary") is { } theirs && theirs < ours)
        {
            judgement.Warn($"The primary's component keeps {ours} days, the secondary's {theirs}.", "Let both keep as long.");
        }

        return "Each workspace has a component in its region.";
    }
}
