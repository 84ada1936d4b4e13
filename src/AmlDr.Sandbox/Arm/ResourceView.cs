using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm;

/// <summary>Makes the documents that GET and lists return.</summary>
internal sealed class ResourceView(ArmContext arm)
{
    public JsonObject Render(StoredResource resource, string baseUrl) => Render(resource, resource.ReadBody(), baseUrl);

    public JsonObject Render(StoredResource resource, JsonObject body, string baseUrl)
    {
        resource.Descriptor.Project?.Invoke(arm, resource, body, baseUrl);
        if (resource.Descriptor.HasVersions && body["properties"] is JsonObject properties)
        {
            lock (arm.Store.Gate)
            {
                ResourceCollection? versions = resource.Children?.Find("versions");
                properties["latestVersion"] = versions?.Latest?.Name;
                properties["nextVersion"] = Wire.Number((versions?.HighestNumber ?? 0) + 1);
            }
        }

        return resource.ToDocument(body);
    }
}
