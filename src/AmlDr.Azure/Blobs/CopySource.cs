namespace AmlDr.Azure.Blobs;

/// <summary>A source of a server-side copy, with leave to read it. Holds a secret; never stored, never logged.</summary>
/// <param name="Address">The blob's address, with a signature in it or not.</param>
/// <param name="Authorization">The value for <c>x-ms-copy-source-authorization</c>; null when the address has a signature.</param>
/// <param name="ETag">The ETag that the source must still have.</param>
public sealed record CopySource(Uri Address, string? Authorization, string ETag)
{
    /// <inheritdoc/>
    public override string ToString() => Address.GetLeftPart(UriPartial.Path);
}
