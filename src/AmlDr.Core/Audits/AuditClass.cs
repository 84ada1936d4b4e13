namespace AmlDr.Core.Audits;

/// <summary>How an asset compares, in the classes of <c>rclone check</c>.</summary>
public enum AuditClass
{
    /// <summary>Both sides hold the same, as far as the audit's level looks.</summary>
    Match,

    /// <summary>The secondary does not hold it.</summary>
    Missing,

    /// <summary>Both hold it, with other fields, files or dependencies.</summary>
    Differs,

    /// <summary>The secondary holds it and the primary does not.</summary>
    Extra,

    /// <summary>It could not be compared.</summary>
    Error,
}
