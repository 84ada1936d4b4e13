namespace AmlDr.Core.Audits;

/// <summary>How closely an audit looks.</summary>
public enum AuditLevel
{
    /// <summary>Documents alone.</summary>
    Metadata,

    /// <summary>Documents, and the names, lengths and MD5s of files as listings tell them.</summary>
    Listing,

    /// <summary>As <see cref="Listing"/>, and the bytes of a sample of the assets' files, read on both sides.</summary>
    Hash,
}
