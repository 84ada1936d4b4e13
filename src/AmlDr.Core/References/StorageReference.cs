namespace AmlDr.Core.References;

/// <summary>
/// A path in a storage account in the form that Hadoop's tools use: <c>wasbs://{container}@{host}/{path}</c> or <c>abfss://…</c>. Data assets
/// take it next to https addresses. Source: AML documentation, "Data concepts", storage URIs.
/// </summary>
/// <param name="Original">The text, verbatim.</param>
/// <param name="Scheme">The scheme, as written.</param>
/// <param name="Container">The container or file system.</param>
/// <param name="Host">The account's host, of its blob or Data Lake endpoint.</param>
/// <param name="Path">The path below the container, as written, with its leading slash; may be empty.</param>
public sealed record StorageReference(string Original, string Scheme, string Container, string Host, string Path)
    : AssetReference(Original)
{
    /// <summary>The same place as an https address of the account.</summary>
    public Uri Address => new($"https://{Host}/{Container}{Path}");
}
