namespace AmlDr.Azure.Options;

/// <summary>How files are copied between storage accounts.</summary>
public sealed class CopyOptions
{
    /// <summary>The largest file that one call may copy: the limit of the synchronous copy (<c>facts/aml-rest.md</c> section 7).</summary>
    public const long LargestSingleCopy = 256L * 1024 * 1024;

    /// <summary>The largest block that one call may copy since service version 2019-12-12.</summary>
    public const long LargestBlock = 4000L * 1024 * 1024;

    /// <summary>How the destination account is let in to read the source.</summary>
    public SourceAuthorizationMode SourceAuthorization { get; init; } = SourceAuthorizationMode.Bearer;

    /// <summary>The call that copies a file in one piece.</summary>
    public SingleCopyMethod SingleCopyMethod { get; init; } = SingleCopyMethod.PutBlobFromUrl;

    /// <summary>Files up to this many bytes are copied by one call, larger ones by blocks. At most 256 MiB.</summary>
    public long SingleCopyLimitBytes { get; init; } = LargestSingleCopy;

    /// <summary>The length of a block, in bytes. Larger files get larger blocks, so that 50,000 suffice.</summary>
    public long BlockBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>How many copy calls one activity keeps going at once, 1 to 64.</summary>
    public int ParallelCalls { get; init; } = 8;

    /// <summary>How long one copy call may take, 1 second to 30 minutes.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether bytes may be sent through this process where the service refuses to read the source, as it may when both accounts are private.
    /// </summary>
    public bool StreamingFallback { get; init; }
}
