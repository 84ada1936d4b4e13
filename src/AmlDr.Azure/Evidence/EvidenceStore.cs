using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Evidence;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Evidence;

/// <summary>Keeps the evidence of operations in the control store. It is written once and never changed.</summary>
/// <param name="store">The control store.</param>
public sealed class EvidenceStore(ControlStoreClient store)
{
    private const string ContentType = "application/json";

    /// <summary>Writes evidence. Writing the same again changes nothing.</summary>
    /// <param name="report">The evidence.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The hash of its chain, to be kept elsewhere too.</returns>
    /// <exception cref="ConflictException">There is other evidence of the operation already.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<string> WriteAsync(EvidenceReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        byte[] json = EvidenceChain.Write(report);
        string name = ControlStoreNames.Evidence(report.Scope.Pair, report.Operation);
        var content = BinaryData.FromBytes(json);
        try
        {
            await UploadAsync(name, content, cancellationToken);
        }
        catch (ConflictException)
        {
            // It may be our own write whose answer was lost.
            BlobContent? standing = await store.Container.TryDownloadAsync(name, cancellationToken);
            if (standing is null || !standing.Content.ToMemory().Span.SequenceEqual(json))
            {
                throw new ConflictException($"There is other evidence of operation '{report.Operation}' already; evidence is never changed.");
            }
        }

        return EvidenceVerifier.Verify(json).Hash!;
    }

    /// <summary>Reads evidence as it stands. Whether it is whole is for <see cref="EvidenceVerifier"/> to say.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>UTF-8 JSON; null when there is none.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<BinaryData?> TryReadAsync(string pair, string operation, CancellationToken cancellationToken) =>
        (await store.Container.TryDownloadAsync(ControlStoreNames.Evidence(pair, operation), cancellationToken))?.Content;

    private async Task UploadAsync(string name, BinaryData content, CancellationToken cancellationToken)
    {
        try
        {
            await store.Container.UploadAsync(name, content, BlobCondition.Absent, ContentType, null, cancellationToken);
        }
        catch (NotFoundException)
        {
            await store.Container.CreateIfMissingAsync(cancellationToken);
            await store.Container.UploadAsync(name, content, BlobCondition.Absent, ContentType, null, cancellationToken);
        }
    }
}
