using AmlDr.Azure.Catalog;

namespace AmlDr.Azure.Audits;

/// <summary>What is compared at once: the versions of a container, the deployments of an endpoint, or all of a kind whose assets have names only.</summary>
/// <param name="Name">The container's or endpoint's name; null for all of the kind.</param>
/// <param name="Entries">What the catalog knows of it; null where the primary is asked.</param>
internal sealed record SourceGroup(string? Name, IReadOnlyList<CatalogListing>? Entries = null);
