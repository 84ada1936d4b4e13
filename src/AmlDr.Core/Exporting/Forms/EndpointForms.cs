using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Endpoints. Traffic and defaults name deployments, which do not stand when the endpoint is made, so they come after.</summary>
internal static class EndpointForms
{
    private static readonly CliField[] Fields = [.. CommonForm.Tracked, new("properties.authMode", "auth_mode", Snake)];
    private static readonly string[] Implied = ["location", "kind", "sku"];

    private static readonly CliForm Managed = new(
        "az ml online-endpoint create", "managedOnlineEndpoint", [.. Fields, new("properties.publicNetworkAccess", "public_network_access", Lower)])
    {
        Implied = Implied, Complete = CompleteOnline,
    };

    private static readonly CliForm Kubernetes = new(
        "az ml online-endpoint create", "kubernetesOnlineEndpoint", [.. Fields, new("properties.compute", "compute", Name)])
    {
        // The service's default, which the CLI does not take for Kubernetes.
        Implied = [.. Implied, "properties.publicNetworkAccess"], Complete = CompleteOnline,
    };

    public static CliForm Batch { get; } = new("az ml batch-endpoint create", "batchEndpoint", Fields) { Implied = Implied, Complete = CompleteBatch };

    public static CliForm Online(bool isOnKubernetes) => isOnKubernetes ? Kubernetes : Managed;

    private static void CompleteOnline(CliSource source, CliTarget target)
    {
        string name = ShellWord.Of(source.Asset.Name);
        NoteTraffic(source.Take("properties.traffic"), "--traffic");
        NoteTraffic(source.Take("properties.mirrorTraffic"), "--mirror-traffic");
        CompleteIdentity(source, target);
        target.Notes.Add("The keys are secret and left out: the service makes new ones.");

        void NoteTraffic(JsonNode? traffic, string option)
        {
            if (traffic is JsonObject { Count: > 0 } weights)
            {
                target.Notes.Add(
                    $"After its deployments: az ml online-endpoint update --name {name} {option} {ShellWord.Of(string.Join(' ', weights.Select(one => $"{one.Key}={one.Value}")))}");
            }
        }
    }

    private static void CompleteBatch(CliSource source, CliTarget target)
    {
        if (source.TakeText("properties.defaults.deploymentName") is { } deployment)
        {
            target.Notes.Add($"After its deployments: az ml batch-endpoint update --name {ShellWord.Of(source.Asset.Name)} --defaults {ShellWord.Of($"deployment_name={deployment}")}");
        }

        CompleteIdentity(source, target);
        target.Notes.Add("The keys are secret and left out: the service makes new ones.");
    }

    // The CLI takes one type for an endpoint, and at most one user-assigned identity (azure-ai-ml, IdentitySchema of endpoints).
    private static void CompleteIdentity(CliSource source, CliTarget target)
    {
        if (source.Take("identity") is not JsonObject identity)
        {
            return;
        }

        string[] assigned = [.. (identity["userAssignedIdentities"] as JsonObject ?? []).Select(entry => entry.Key)];
        if (assigned.Length == 0)
        {
            target.Set("identity", Identity(identity, source));
            return;
        }

        target.Set("identity.type", "user_assigned");
        target.Set("identity.user_assigned_identities", new JsonArray(new JsonObject { ["resource_id"] = assigned[0] }));
        if (Text(identity["type"])?.Contains(',', StringComparison.Ordinal) == true || assigned.Length > 1)
        {
            target.Notes.Add("It has more identities than the CLI takes for an endpoint: the first user-assigned one is named here.");
        }
    }
}
