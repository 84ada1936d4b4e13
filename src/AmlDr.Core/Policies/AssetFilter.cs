using AmlDr.Core.Assets;

namespace AmlDr.Core.Policies;

/// <summary>Picks assets. What is left out does not restrict.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name's pattern, with <c>*</c> and <c>?</c>.</param>
/// <param name="Tags">Tags that the asset must have, values by pattern.</param>
public sealed record AssetFilter(string? Kind = null, string? Name = null, IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>Says whether an asset is picked.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="document">Its document.</param>
    /// <returns>True when it is.</returns>
    public bool Matches(AssetId asset, AssetDocument document)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(document);
        return (Kind is null || string.Equals(Kind, asset.Kind, StringComparison.OrdinalIgnoreCase))
            && NamePattern.Matches(Name, asset.Name)
            && (Tags ?? new Dictionary<string, string>()).All(tag =>
                (document.GetString("properties", "tags", tag.Key) ?? document.GetString("tags", tag.Key)) is { } value
                && NamePattern.Matches(tag.Value, value));
    }
}
