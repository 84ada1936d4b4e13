using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Command and pipeline jobs, as <c>az ml job create</c> takes them too. Sources: the YAML reference of both jobs, and azure-ai-ml.</summary>
internal static class JobForm
{
    private static readonly Dictionary<string, string> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ReadOnlyMount"] = "ro_mount", ["ReadWriteMount"] = "rw_mount", ["EvalMount"] = "eval_mount", ["EvalDownload"] = "eval_download",
    };

    /// <summary>Writes a job.</summary>
    /// <param name="job">Its definition.</param>
    /// <param name="source">The document that it stands in.</param>
    /// <param name="notes">Takes what was left out.</param>
    public static JsonObject Write(JsonObject job, CliSource source, List<string> notes)
    {
        bool isPipeline = Text(job["jobType"]) == "Pipeline";
        var target = new CliTarget();
        target.Set("$schema", CliForms.SchemaAddress(isPipeline ? "pipelineJob" : "commandJob"));
        target.Set("type", isPipeline ? "pipeline" : "command");
        foreach ((string field, JsonNode? value) in job)
        {
            if (value is null)
            {
                continue;
            }

            switch (field)
            {
                case "jobType" or "isArchived" or "services":
                    break;
                case "displayName" or "experimentName" or "description" or "tags" or "properties" or "command":
                    target.Set(Snake(field), value.DeepClone());
                    break;
                case "settings":
                    target.Set("settings", PipelineSettings.Convert(value, source));
                    break;
                case "jobs" when value is JsonObject nodes:
                    target.Set("jobs", Copy(nodes, node => Node(node, source)));
                    break;
                default:
                    if (Member(field, value, source) is var (name, converted))
                    {
                        target.Set(name, converted);
                    }
                    else
                    {
                        notes.Add($"Left out, because the CLI has no field for it: properties.action.jobDefinition.{field}");
                    }

                    break;
            }
        }

        return target.Body;
    }

    // A step of a pipeline is free JSON: what is not known here stays, in snake case.
    private static JsonNode? Node(JsonNode node, CliSource source)
    {
        if (node is not JsonObject members)
        {
            return node.DeepClone();
        }

        var target = new CliTarget();
        foreach ((string field, JsonNode? value) in members)
        {
            if (value is null || field is "_source")
            {
                continue;
            }

            if (field == "jobs" && value is JsonObject inner)
            {
                target.Set("jobs", Copy(inner, one => Node(one, source)));
                continue;
            }

            (string name, JsonNode? converted) = Member(field, value, source) ?? (Snake(field), SnakeNames(value, source));
            target.Set(name, converted);
        }

        return target.Body;
    }

    private static (string Name, JsonNode? Value)? Member(string field, JsonNode value, CliSource source) => Snake(field) switch
    {
        "component_id" or "component" => ("component", Reference(value, source)),
        "environment_id" or "environment" => ("environment", Reference(value, source)),
        "code_id" or "code" => ("code", Reference(value, source)),
        "compute_id" or "compute" => ("compute", Name(value, source)),
        "environment_variables" => ("environment_variables", value.DeepClone()),
        "inputs" when value is JsonObject inputs => ("inputs", Copy(inputs, input => Port(input, source, "jobInputType"))),
        "outputs" when value is JsonObject outputs => ("outputs", Copy(outputs, output => Port(output, source, "jobOutputType"))),
        "resources" => ("resources", Resources(value, source)),
        "distribution" => ("distribution", Retyped(value, source, "distribution_type", text => text.ToLowerInvariant())),
        "identity" => ("identity", JobIdentity(value, source)),
        "limits" => ("limits", Limits(value, source)),
        "queue_settings" => ("queue_settings", Retyped(value, source, "job_tier", text => text.ToLowerInvariant(), "job_tier")),
        _ => ((string Name, JsonNode? Value)?)null,
    };

    // {"jobInputType": "literal", "value": "0.01"} is the value alone; others name their type, path and mode.
    private static JsonNode? Port(JsonNode port, CliSource source, string typeField)
    {
        if (port is not JsonObject members)
        {
            return port.DeepClone();
        }

        string? type = Text(members[typeField]) ?? Text(members[Snake(typeField)]) ?? Text(members["type"]);
        if ((type is null || type.Equals("literal", StringComparison.OrdinalIgnoreCase)) && members["value"] is { } value)
        {
            return value.DeepClone();
        }

        var target = new CliTarget();
        target.Set("type", type is null ? null : Snake(type));
        target.Set("path", (members["uri"] ?? members["path"]) is { } path ? Reference(path, source) : null);
        target.Set("mode", Text(members["mode"]) is { } mode ? Modes.GetValueOrDefault(mode) ?? mode.ToLowerInvariant() : null);
        target.Set("name", Text(members["assetName"]) ?? Text(members["name"]));
        target.Set("version", Text(members["assetVersion"]) ?? Text(members["version"]));
        return target.Body;
    }

    private static JsonObject? Resources(JsonNode value, CliSource source)
    {
        if (SnakeNames(value, source) is not JsonObject resources)
        {
            return null;
        }

        if (resources["properties"] is JsonObject { Count: 0 })
        {
            resources.Remove("properties");
        }

        return resources;
    }

    private static JsonObject? Limits(JsonNode value, CliSource source) =>
        value is JsonObject limits && limits["timeout"] is { } timeout ? new JsonObject { ["timeout"] = Seconds(timeout, source) } : null;

    // The resource identifier of a managed identity is called otherwise here (azure-ai-ml, ManagedIdentitySchema of jobs).
    private static JsonObject? JobIdentity(JsonNode value, CliSource source)
    {
        JsonObject? identity = Retyped(value, source, "identity_type", Snake);
        if (identity?["resource_id"] is { } id)
        {
            identity.Remove("resource_id");
            identity["msi_resource_id"] = id.DeepClone();
        }

        return identity;
    }

    private static JsonObject? Retyped(JsonNode value, CliSource source, string typeField, Func<string, string> convert, string name = "type")
    {
        if (SnakeNames(value, source) is not JsonObject members || Text(members[typeField]) is not { } type)
        {
            return null;
        }

        members.Remove(typeField);
        return new JsonObject([KeyValuePair.Create(name, (JsonNode?)convert(type)), .. members.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);
    }
}
