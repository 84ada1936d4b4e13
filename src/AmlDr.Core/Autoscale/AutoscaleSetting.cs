using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Autoscale;

/// <summary>
/// Autoscale settings of Azure Monitor that scale online deployments: resources beside the workspace that name a deployment as their target
/// (<c>facts/aml-rest.md</c> 2.9). Source of the document's shape: Azure Monitor REST 2022-10-01, <c>AutoscaleSettingResource</c>.
/// </summary>
public static class AutoscaleSetting
{
    /// <summary>The provider's collection below a resource group.</summary>
    public const string Collection = "providers/Microsoft.Insights/autoscaleSettings";

    /// <summary>The tag that names the primary's setting on the one that is made for the secondary.</summary>
    public const string SourceTag = "amldr.source";

    /// <summary>The fields of a setting that need care.</summary>
    public static IAssetKind Kind => AutoscaleSettingKind.Instance;

    private const int LongestName = 260;

    /// <summary>The resource identifier of a deployment.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="deployment">The deployment: its name is the endpoint's, its version the deployment's.</param>
    /// <returns>The identifier.</returns>
    public static string TargetOf(WorkspaceId workspace, AssetId deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return $"{workspace}/onlineEndpoints/{deployment.Name}/deployments/{deployment.Version}";
    }

    /// <summary>Says whether a setting scales a resource.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="targetId">The resource's identifier; case does not count.</param>
    /// <returns>True when it does.</returns>
    public static bool Targets(AssetDocument setting, string targetId)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return string.Equals(Target(setting)?.TrimEnd('/'), targetId, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The resource that a setting scales.</summary>
    /// <param name="setting">The setting.</param>
    /// <returns>Its identifier; null when it names none.</returns>
    public static string? Target(AssetDocument setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting.GetString("properties", "targetResourceUri");
    }

    /// <summary>
    /// Makes a primary's setting ready for the secondary: the target and the metrics are the secondary's, the region too. It is off unless the
    /// deployment is hot, because a warm one is to stay small.
    /// </summary>
    /// <param name="setting">The primary's setting.</param>
    /// <param name="name">The name that it gets.</param>
    /// <param name="deployment">The deployment that it scales.</param>
    /// <param name="context">The pair's workspaces and policy.</param>
    /// <returns>The body, with what changed and what has no counterpart.</returns>
    public static RewriteResult Rewrite(AssetDocument setting, string name, AssetId deployment, RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(context);
        RewriteResult result = DocumentRewriter.Rewrite(new AssetId(AutoscaleSettingKind.KindName, name, ""), setting, AutoscaleSettingKind.Instance, context);
        JsonObject body = result.Body;
        if (body["properties"] is not JsonObject properties)
        {
            body["properties"] = properties = [];
        }

        properties["name"] = name;

        // The service's own default is off.
        properties["enabled"] = context.Policy.TierOf(deployment) == Tier.Hot && setting.GetBoolean("properties", "enabled") == true;
        if (body["tags"] is not JsonObject tags)
        {
            body["tags"] = tags = [];
        }

        tags[SourceTag] = setting.ResourceId;
        return result;
    }

    /// <summary>
    /// A name that no other setting of the secondary's resource group has: the primary's, or, where that is taken for another target, the primary's
    /// with a digest of the target. The same always, so that a repeated mirroring finds it.
    /// </summary>
    /// <param name="name">The primary's name.</param>
    /// <param name="targetId">The secondary's deployment.</param>
    /// <param name="isTaken">True when a setting of the primary's name scales something else there.</param>
    /// <returns>The name.</returns>
    public static string NameFor(string name, string targetId, bool isTaken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(targetId);
        if (!isTaken)
        {
            return name;
        }

        string suffix = "-" + CanonicalJson.Digest(targetId.ToUpperInvariant())[..8];
        return name[..Math.Min(name.Length, LongestName - suffix.Length)] + suffix;
    }
}
