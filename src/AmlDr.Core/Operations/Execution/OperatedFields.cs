using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Operations.Execution;

/// <summary>
/// The fields that differ between the sides by their roles: the side that serves runs more instances and nodes, and its schedules are enabled. That
/// they differ says nothing about who changed an asset, and the way back leaves the primary's as they are.
/// </summary>
public static class OperatedFields
{
    private static readonly FieldPath[] Deployment = [FieldPath.Of("sku.capacity"), FieldPath.Of("properties.scaleSettings.minInstances")];
    private static readonly FieldPath[] Compute = [FieldPath.Of("properties.properties.scaleSettings.minNodeCount")];
    private static readonly FieldPath[] Schedule = [FieldPath.Of("properties.isEnabled")];

    /// <summary>Gives the fields of a kind.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <returns>The fields; none for most kinds.</returns>
    public static IReadOnlyList<FieldPath> Of(string kind) => kind switch
    {
        KindNames.OnlineDeployment => Deployment,
        KindNames.Compute => Compute,
        KindNames.Schedule => Schedule,
        _ => [],
    };

    /// <summary>Puts into a body what stands.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="body">The body to write, changed in place.</param>
    /// <param name="standing">The document that it is written over.</param>
    public static void Keep(string kind, JsonObject body, JsonObject standing)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(standing);
        foreach (IReadOnlyList<string> steps in Of(kind).Select(field => field.Steps))
        {
            JsonNode? from = standing, to = body;
            foreach (string step in steps.SkipLast(1))
            {
                (from, to) = ((from as JsonObject)?[step], (to as JsonObject)?[step]);
            }

            if (to is JsonObject parent && (from as JsonObject)?[steps[^1]] is { } value)
            {
                parent[steps[^1]] = value.DeepClone();
            }
        }
    }
}
