using Azure.Core;

namespace AmlDr.Azure.Access;

/// <summary>
/// Says which action a refused call to storage needed. Resource Manager and Key Vault name it in their answers; the blob and file services say no more
/// than that the permission is missing.
/// </summary>
internal static class NeededAction
{
    private const string Account = "Microsoft.Storage/storageAccounts/";
    private const string Blobs = Account + "blobServices/containers/blobs/";
    private const string Files = Account + "fileServices/fileshares/files/";

    // Sources: Blob and File service REST, "Common error codes" of the services and "Put Blob From URL".
    private const string Mismatch = "AuthorizationPermissionMismatch";
    private const string SourceRefused = "CannotVerifyCopySource";

    /// <summary>Explains a refusal.</summary>
    /// <param name="request">The call.</param>
    /// <param name="code">The service's error code.</param>
    /// <returns>A sentence; null when the answer is no refusal for want of a role, or says it itself.</returns>
    public static string? Explain(Request request, string code)
    {
        if (!request.Headers.TryGetValue("x-ms-version", out _))
        {
            return null;
        }

        return code switch
        {
            Mismatch when request.Headers.TryGetValue("x-ms-file-request-intent", out _) =>
                $"The app's identity needs the data actions {FileActions(request.Method)} there.",
            Mismatch => $"The app's identity needs the action '{BlobAction(request)}' there.",
            SourceRefused => $"The app's identity needs the action '{Blobs}read' at the source, {SourceOf(request)}.",
            _ => null,
        };
    }

    private static string FileActions(RequestMethod method)
    {
        (string verb, string intent) =
            method == RequestMethod.Get || method == RequestMethod.Head ? ("read", "read")
            : method == RequestMethod.Delete ? ("delete", "write")
            : ("write", "write");
        return $"'{Files}{verb}' and '{Account}fileServices/{intent}FileBackupSemantics/action'";
    }

    private static string BlobAction(Request request)
    {
        string query = request.Uri.Query;
        return query.Contains("comp=userdelegationkey", StringComparison.Ordinal) ? Account + "blobServices/generateUserDelegationKey/action"
            : request.Method == RequestMethod.Get || request.Method == RequestMethod.Head ? Blobs + "read"
            : request.Method == RequestMethod.Delete ? Blobs + "delete"
            : query.Contains("restype=container", StringComparison.Ordinal) ? Account + "blobServices/containers/write"
            : Blobs + "write";
    }

    // Without the query, which may hold a signature.
    private static string SourceOf(Request request) =>
        request.Headers.TryGetValue("x-ms-copy-source", out string? source) && Uri.TryCreate(source, UriKind.Absolute, out Uri? address)
            ? $"'{address.Host}{address.AbsolutePath}'"
            : "which the call does not name";
}
