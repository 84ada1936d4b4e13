namespace AmlDr.Functions.Http;

/// <summary>The body of <c>POST /api/pairs/{pair}/audits</c>; every member may be left out, and so may the body.</summary>
public sealed record AuditRequest
{
    /// <summary>How closely to look: <c>metadata</c>, <c>listing</c> (the default) or <c>hash</c>.</summary>
    public string? Level { get; init; }

    /// <summary>The share of the assets with files whose bytes are read, above 0 to 1; for the level <c>hash</c>. Defaults to 0.05.</summary>
    public double? Sample { get; init; }

    /// <summary>True to mirror what is missing or differs.</summary>
    public bool? Repair { get; init; }
}
