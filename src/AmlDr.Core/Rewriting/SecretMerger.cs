using System.Text.Json.Nodes;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Puts secrets into a body right before it is written. What comes out is for the write alone: it is never stored, logged or compared.
/// </summary>
public static class SecretMerger
{
    /// <summary>Merges what the kind's secret action returned.</summary>
    /// <param name="body">The body to write, for which <see cref="IAssetKind.NeedsSecrets"/> is true; changed in place.</param>
    /// <param name="answer">The answer of the primary to <see cref="IAssetKind.Secrets"/>.</param>
    /// <param name="kind">The asset's kind.</param>
    /// <param name="context">What is known of the asset.</param>
    /// <param name="findings">Takes what in the credentials has no counterpart, such as a managed identity that no map names.</param>
    /// <exception cref="InvalidAssetException">The answer does not hold what the action promises.</exception>
    public static void Merge(JsonObject body, JsonNode answer, IAssetKind kind, KindContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(context);
        SecretAction action = kind.Secrets ?? throw new ArgumentException($"The kind '{kind.Name}' has no secrets.", nameof(kind));
        JsonNode secret = (action.Source is { } source ? DocumentFields.Select(answer, source).FirstOrDefault() : answer)
            ?? throw new InvalidAssetException($"'{action.Action}' of {context.Asset} answers without '{action.Source}'.");
        JsonObject parent = body;
        foreach (string step in action.Target.Steps.Take(action.Target.Steps.Count - 1))
        {
            if (parent[step] is not JsonObject child)
            {
                parent[step] = child = [];
            }

            parent = child;
        }

        parent[action.Target.Steps[^1]] = secret.DeepClone();
        kind.Adapt(body, context, findings);
    }
}
