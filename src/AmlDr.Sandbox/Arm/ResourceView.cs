using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Makes the documents that GET and lists return.</summary>
internal sealed class ResourceView(ArmContext arm)
{
    public JsonObject Render(StoredResource resource, string baseUrl) => Render(resource, resource.ReadBody(), baseUrl);

    public JsonObject Render(StoredResource resource, JsonObject body, string baseUrl)
    {
        resource.Descriptor.Project?.Invoke(resource, body, baseUrl);
        if (resource.Descriptor.HasVersions && body["properties"] is JsonObject properties)
        {
            string versions = ResourceAddress.Resolve(ArmPath.ParseId(resource.Id)!, arm.Types, depth: 2)!.Key + "/versions";
            (string? latest, long highest) = arm.Store.Read(
                versions, collection => (collection?.Latest?.Name, collection?.HighestNumber ?? 0));
            properties["latestVersion"] = latest;
            properties["nextVersion"] = Wire.Number(highest + 1);
        }

        return resource.ToDocument(body);
    }
}
