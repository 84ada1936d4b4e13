namespace AmlDr.Azure.Options;

/// <summary>The call that copies a file in one piece.</summary>
public enum SingleCopyMethod
{
    /// <summary>Put Blob From URL.</summary>
    PutBlobFromUrl,

    /// <summary>Copy Blob From URL, synchronous.</summary>
    CopyBlobFromUrl,
}
