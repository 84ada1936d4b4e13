namespace AmlDr.Azure.Catalog;

/// <summary>A page of the catalog.</summary>
/// <param name="Entries">The entries, in order of kind, name and version as escaped text.</param>
/// <param name="ContinuationToken">Where the listing goes on; null at its end.</param>
public sealed record CatalogPage(IReadOnlyList<CatalogListing> Entries, string? ContinuationToken);
