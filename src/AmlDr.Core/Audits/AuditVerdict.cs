namespace AmlDr.Core.Audits;

/// <summary>What an audit comes to.</summary>
public enum AuditVerdict
{
    /// <summary>Everything was compared, and all of it matches.</summary>
    Equal,

    /// <summary>Something drifted, and the repair mended all of it.</summary>
    Mended,

    /// <summary>No drift was found, but not everything could be compared.</summary>
    Incomplete,

    /// <summary>Something is missing, differs or is extra.</summary>
    Drift,
}
