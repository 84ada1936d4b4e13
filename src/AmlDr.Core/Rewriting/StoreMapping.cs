namespace AmlDr.Core.Rewriting;

/// <summary>A datastore of the primary and its namesake in the secondary.</summary>
/// <param name="Datastore">The name that both have; empty for a container that the service made and no datastore names.</param>
/// <param name="PrimaryRoot">The address of the primary's container, without a slash at the end.</param>
/// <param name="SecondaryRoot">The address of the secondary's container, without a slash at the end.</param>
public sealed record StoreMapping(string Datastore, Uri PrimaryRoot, Uri SecondaryRoot)
{
    /// <summary>True when both are the same container, so that nothing is to be copied.</summary>
    public bool IsShared => Uri.Compare(
        PrimaryRoot, SecondaryRoot, UriComponents.HostAndPort | UriComponents.Path, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
