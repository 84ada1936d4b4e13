using AmlDr.Sandbox.Blobs.Authorization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs;

/// <summary>A verified call to the blob service.</summary>
/// <param name="Call">The call.</param>
/// <param name="Context">The service.</param>
/// <param name="Account">The account addressed.</param>
/// <param name="Grant">What the caller may do.</param>
/// <param name="Container">The container addressed; empty for the account itself.</param>
/// <param name="Blob">The blob addressed; empty for the container itself.</param>
/// <param name="Version">The service version (<c>x-ms-version</c>) asked for.</param>
internal sealed record BlobCall(
    CallContext Call, BlobContext Context, AccountState Account, BlobGrant Grant, string Container, string Blob, string Version)
{
    public SimRequest Request => Call.Request;

    public DateTimeOffset Now => Context.Clock.GetUtcNow();

    public bool IsAtLeast(string version) => string.CompareOrdinal(Version, version) >= 0;

    /// <summary>Demands a service version that knows the operation.</summary>
    public void RequireVersion(string version, string operation)
    {
        if (!IsAtLeast(version))
        {
            throw new StorageException(
                400, "InvalidHeaderValue", $"{operation} needs x-ms-version {version} or later.", ("HeaderName", "x-ms-version"), ("HeaderValue", Version));
        }
    }
}
