using AmlDr.Core.Audits;

namespace AmlDr.Functions.Audits;

/// <summary>The input of <see cref="Orchestrations.AuditPair"/>, and its progress when it goes on under a new history.</summary>
/// <param name="Pair">The pair's name.</param>
public sealed record AuditInput(string Pair)
{
    /// <summary>The share of the assets whose bytes are read where nobody says otherwise.</summary>
    public const double DefaultSample = 0.05;

    /// <summary>How closely it looks.</summary>
    public AuditLevel Level { get; init; } = AuditLevel.Listing;

    /// <summary>The share of the assets with files whose bytes are read, 0 to 1; counts at the level <see cref="AuditLevel.Hash"/> alone.</summary>
    public double Sample { get; init; } = DefaultSample;

    /// <summary>True when what is missing or differs is mirrored.</summary>
    public bool Repair { get; init; }

    /// <summary>Where the audit is; null at its start.</summary>
    public AuditProgress? Progress { get; init; }
}
