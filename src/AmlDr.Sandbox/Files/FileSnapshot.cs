namespace AmlDr.Sandbox.Files;

/// <summary>A file as a comparison needs it.</summary>
public sealed record FileSnapshot
{
    /// <summary>Path below the share.</summary>
    public required string Path { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>MD5 of the content, Base64.</summary>
    public required string Md5 { get; init; }

    /// <summary>When its bytes last changed.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }
}
