namespace AmlDr.Azure.Notebooks;

/// <summary>Where the notebooks of a pair stand.</summary>
/// <param name="Primary">The address of the primary's share.</param>
/// <param name="Secondary">The address of the secondary's share.</param>
public sealed record NotebookShares(Uri Primary, Uri Secondary)
{
    /// <summary>The share's name in the primary.</summary>
    public string Name => Primary.Segments[^1].Trim('/');

    /// <summary>True when both workspaces use the same share, so that nothing is to be copied.</summary>
    public bool IsShared => Uri.Compare(
        Primary, Secondary, UriComponents.HostAndPort | UriComponents.Path, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
