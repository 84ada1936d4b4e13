namespace AmlDr.Azure.Audits;

/// <summary>The streams in which an audit keeps what it finds until its report is written.</summary>
internal static class AuditStreams
{
    /// <summary>What the comparison of lists found (<see cref="AuditItem"/>).</summary>
    public const string Findings = "findings";

    /// <summary>The assets whose files are to be compared (<see cref="ContentItem"/>).</summary>
    public const string Contents = "contents";

    /// <summary>What the comparison of files found (<see cref="AuditItem"/>), a chunk per chunk of <see cref="Contents"/>.</summary>
    public const string Files = "files";

    /// <summary>What assets need (<see cref="NeedItem"/>).</summary>
    public const string Needs = "needs";

    /// <summary>What lacks something that it needs (<see cref="AuditItem"/>), of assets with other findings too.</summary>
    public const string Closure = "closure";

    /// <summary>What stands in the secondary (<see cref="StandingItem"/>).</summary>
    public const string Standing = "standing";

    /// <summary>The primary's containers, by name.</summary>
    public const string Names = "names";
}
