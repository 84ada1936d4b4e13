using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Registries;

/// <summary>The regions of a registry: <c>properties.regionDetails[].location</c> (<c>facts/aml-rest.md</c> 2.13).</summary>
internal static class RegistryRegions
{
    private static readonly FieldPath Locations = FieldPath.Of("properties.regionDetails.*.location");

    /// <summary>Reads them, in their short form.</summary>
    public static HashSet<string> Of(AssetDocument registry) =>
    [
        .. DocumentFields.Select(registry.CloneNode(), Locations).OfType<JsonValue>()
            .Select(value => value.TryGetValue(out string? text) ? Plain(text) : "")
            .Where(region => region.Length > 0),
    ];

    /// <summary>The short form of a region: <c>North Europe</c> is <c>northeurope</c>.</summary>
    public static string Plain(string region) => region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
