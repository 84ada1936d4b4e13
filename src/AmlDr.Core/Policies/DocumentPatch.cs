using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Policies;

/// <summary>Changes that the secondary's documents of some assets get, whatever the primary says.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name's pattern; null for every name.</param>
/// <param name="Set">The changes, in order.</param>
public sealed record DocumentPatch(string Kind, string? Name, IReadOnlyList<PatchOperation> Set)
{
    /// <summary>Says whether an asset is meant.</summary>
    /// <param name="asset">The asset.</param>
    /// <returns>True when kind and name fit.</returns>
    public bool IsFor(AssetId asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return string.Equals(Kind, asset.Kind, StringComparison.OrdinalIgnoreCase) && NamePattern.Matches(Name, asset.Name);
    }

    /// <summary>Says whether the changes decide what a field says.</summary>
    /// <param name="field">The field, joined by dots.</param>
    /// <returns>True when it is, or is inside, a field that is set or removed.</returns>
    public bool Sets(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Set.Any(operation => field == operation.Field || field.StartsWith(operation.Field + ".", StringComparison.Ordinal));
    }

    /// <summary>Applies the changes.</summary>
    /// <param name="body">The body, changed in place. Objects on the way to a field are made where they are missing.</param>
    /// <param name="findings">Takes what cannot be changed, because a list or a value stands on the way.</param>
    public void Apply(JsonObject body, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (PatchOperation operation in Set)
        {
            Apply(body, operation, findings);
        }
    }

    private static void Apply(JsonObject body, PatchOperation operation, ICollection<Finding> findings)
    {
        string[] steps = operation.Field.Split('.');
        JsonObject parent = body;
        foreach (string step in steps[..^1])
        {
            if (parent[step] is JsonArray or JsonValue)
            {
                findings.Add(new Finding(
                    "PatchBlocked", operation.Field, step,
                    $"A patch of the policy leads through '{step}', which is a list or a plain value here; set that field as a whole."));
                return;
            }

            if (parent[step] is not JsonObject child)
            {
                if (operation.Value is null)
                {
                    return;
                }

                parent[step] = child = [];
            }

            parent = child;
        }

        if (operation.Value is null)
        {
            parent.Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = operation.Value.DeepClone();
        }
    }
}
