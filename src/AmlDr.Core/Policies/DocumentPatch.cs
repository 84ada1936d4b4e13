using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Core.Policies;

/// <summary>Changes that the secondary's documents of some assets get, whatever the primary says.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name's pattern; null for every name.</param>
/// <param name="Set">The changes, in order.</param>
public sealed record DocumentPatch(string Kind, string? Name, IReadOnlyList<PatchOperation> Set)
{
    /// <summary>Applies the changes when the asset is meant.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="body">The body, changed in place. Objects on the way to a field are made where they are missing.</param>
    public void Apply(AssetId asset, JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(body);
        if (!string.Equals(Kind, asset.Kind, StringComparison.OrdinalIgnoreCase) || !NamePattern.Matches(Name, asset.Name))
        {
            return;
        }

        foreach (PatchOperation operation in Set)
        {
            Apply(body, operation);
        }
    }

    private static void Apply(JsonObject body, PatchOperation operation)
    {
        string[] steps = operation.Field.Split('.');
        JsonObject parent = body;
        foreach (string step in steps[..^1])
        {
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
