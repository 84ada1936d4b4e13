using System.Text.Json.Nodes;

namespace AmlDr.Core.Exporting;

/// <summary>A file in the making.</summary>
internal sealed class CliTarget
{
    public JsonObject Body { get; } = [];

    public List<string> Notes { get; } = [];

    public List<CliAttachment> Attachments { get; } = [];

    /// <summary>Sets a field, unless there is nothing to say.</summary>
    /// <param name="field">The field, joined by dots; objects on the way are made.</param>
    /// <param name="value">The value; null or empty sets nothing.</param>
    public void Set(string field, JsonNode? value)
    {
        if (value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            return;
        }

        string[] steps = field.Split('.');
        JsonObject parent = Body;
        foreach (string step in steps[..^1])
        {
            if (parent[step] is not JsonObject child)
            {
                parent[step] = child = [];
            }

            parent = child;
        }

        parent[steps[^1]] = value;
    }
}
