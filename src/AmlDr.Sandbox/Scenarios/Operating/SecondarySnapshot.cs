using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>
/// Everything that clients of the secondary could notice, as text: documents, capacities, traffic, secrets, files, the pointer. Left out is what the
/// service writes by itself at every write and nothing can put back: time stamps, and the address of the last operation.
/// </summary>
internal sealed class SecondarySnapshot
{
    private static readonly string[] OfService = ["createdOn", "modifiedOn", "AzureAsyncOperationUri", "allocationStateTransitionTime"];

    private readonly SortedDictionary<string, string> _parts;

    private SecondarySnapshot(SortedDictionary<string, string> parts) => _parts = parts;

    /// <summary>The number of things in it.</summary>
    public int Count => _parts.Count;

    /// <summary>Takes one.</summary>
    /// <param name="azure">The simulated Azure.</param>
    public static SecondarySnapshot Take(SimulatedAzure azure)
    {
        SortedDictionary<string, string> parts = new(StringComparer.Ordinal);
        string workspace = azure.World.Secondary.ResourceId;
        foreach (Arm.ResourceSnapshot resource in azure.Resources.Snapshot(workspace))
        {
            // Another session has another port.
            parts[resource.Path] = Clean(resource.Document).ToJsonString().Replace(azure.BaseUrl, "https://azure", StringComparison.Ordinal)
                + azure.Resources.GetSecrets(resource.Id)?.ToJsonString();
        }

        foreach (string region in (string[])[WorldTopology.PrimaryRegion, WorldTopology.SecondaryRegion])
            parts[$"traffic/{region}"] = Clean(azure.Resources.Get(OperatingPolicy.EndpointOf(region))!).ToJsonString();
        parts["pointer"] = Encoding.UTF8.GetString(
            azure.Blobs.Read(azure.World.ControlAccount.Name, OperatingPolicy.PointerContainer, OperatingPolicy.PointerName)!.ToArray());
        string account = azure.World.SecondaryAccount.Name;
        foreach (string container in azure.Blobs.Containers(account))
        {
            foreach (BlobSnapshot blob in azure.Blobs.List(account, container))
                parts[$"{account}/{container}/{blob.Name}"] = $"{blob.Length} {blob.Md5} {blob.ContentType} {string.Join(' ', blob.Metadata.Select(entry => $"{entry.Key}={entry.Value}"))}";
        }

        return new SecondarySnapshot(parts);
    }

    /// <summary>Says what is different in another one.</summary>
    /// <param name="other">The other.</param>
    /// <param name="leftOut">Says of which parts the content may differ, such as keys that a service draws at random; null for none.</param>
    public IReadOnlyList<string> Differences(SecondarySnapshot other, Func<string, bool>? leftOut = null) =>
    [
        .. _parts.Keys.Except(other._parts.Keys).Select(part => $"{part} has gone"),
        .. other._parts.Keys.Except(_parts.Keys).Select(part => $"{part} has come"),
        .. _parts.Where(part => leftOut?.Invoke(part.Key) != true && other._parts.TryGetValue(part.Key, out string? now) && now != part.Value)
            .Select(part => $"{part.Key} was {part.Value} and is {other._parts[part.Key]}"),
    ];

    private static JsonNode Clean(JsonNode node)
    {
        JsonNode copy = node.DeepClone();
        Remove(copy);
        return copy;

        static void Remove(JsonNode? part)
        {
            if (part is JsonObject members)
            {
                members.Remove("systemData");
                foreach (string name in OfService)
                    members.Remove(name);
                foreach (JsonNode? child in members.Select(member => member.Value))
                    Remove(child);
            }
            else if (part is JsonArray items)
            {
                foreach (JsonNode? child in items)
                    Remove(child);
            }
        }
    }
}
