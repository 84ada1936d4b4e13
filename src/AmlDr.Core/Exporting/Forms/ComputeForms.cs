using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Computes: clusters are created, Kubernetes is attached.</summary>
internal static class ComputeForms
{
    private static readonly CliForm Cluster = new("az ml compute create", "amlCompute",
    [
        new("properties.computeType", "type", Lower), new("properties.description", "description"), new("properties.properties.vmSize", "size"),
        new("properties.properties.vmPriority", "tier", Snake), new("properties.properties.scaleSettings.minNodeCount", "min_instances"),
        new("properties.properties.scaleSettings.maxNodeCount", "max_instances"),
        new("properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown", "idle_time_before_scale_down", Seconds),
        new("properties.properties.remoteLoginPortPublicAccess", "ssh_public_access_enabled", Flag),
        new("properties.properties.enableNodePublicIp", "enable_node_public_ip"), new("properties.properties.subnet.id", "network_settings.subnet"),
        new("identity", "identity", Identity),
    ])
    {
        Implied = ["location", "properties.computeLocation", "properties.properties.osType"],
        Complete = (_, target) => target.Notes.Add("An administrator account for its nodes, if it had one, is secret and left out."),
    };

    private static readonly CliForm Kubernetes = new("az ml compute attach", "kubernetesCompute",
    [
        new("properties.computeType", "type", Lower), new("properties.description", "description"), new("properties.resourceId", "resource_id"),
        new("properties.properties.namespace", "namespace"), new("identity", "identity", Identity),
    ]) { Implied = ["location", "properties.computeLocation"], Complete = CompleteKubernetes };

    public static CliForm? Of(string? type) => type?.ToLowerInvariant() switch
    {
        "amlcompute" => Cluster,
        "kubernetes" => Kubernetes,
        _ => null,
    };

    private static void CompleteKubernetes(CliSource source, CliTarget target)
    {
        if (source.Take("properties.properties.instanceTypes") is JsonObject types)
        {
            target.Notes.Add($"Instance types are made in the cluster itself, not here: {string.Join(", ", types.Select(type => type.Key))}.");
        }
    }
}
