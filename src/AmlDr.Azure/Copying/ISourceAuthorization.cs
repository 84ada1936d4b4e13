using AmlDr.Azure.Blobs;

namespace AmlDr.Azure.Copying;

/// <summary>Gives the destination account leave to read a source blob.</summary>
public interface ISourceAuthorization
{
    /// <summary>Gives leave for one copy call.</summary>
    /// <param name="container">The source container's address.</param>
    /// <param name="blobName">The blob's name, unescaped.</param>
    /// <param name="etag">The ETag that the source must still have.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The source with leave to read it. A secret.</returns>
    /// <exception cref="Core.Failures.AmlDrException">Leave could not be had; the type says how.</exception>
    ValueTask<CopySource> AuthorizeAsync(Uri container, string blobName, string etag, CancellationToken cancellationToken);
}
