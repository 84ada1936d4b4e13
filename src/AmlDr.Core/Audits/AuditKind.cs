using System.Text.Json.Serialization;

namespace AmlDr.Core.Audits;

/// <summary>What an audit found of one kind.</summary>
/// <param name="Kind">The kind.</param>
public sealed record AuditKind(string Kind)
{
    /// <summary>True when the kind was taken from the catalog because the primary did not answer.</summary>
    public bool IsFromCatalog { get; init; }

    /// <summary>The assets that match.</summary>
    public int Match { get; init; }

    /// <summary>The assets that the secondary does not hold.</summary>
    public int Missing { get; init; }

    /// <summary>The assets that differ.</summary>
    public int Differs { get; init; }

    /// <summary>The assets that the secondary alone holds.</summary>
    public int Extra { get; init; }

    /// <summary>The assets that could not be compared.</summary>
    public int Error { get; init; }

    /// <summary>The assets that take no part, by rule or policy.</summary>
    public int Skipped { get; init; }

    /// <summary>The assets that the primary has deleted and the secondary keeps, as the policy says.</summary>
    public int Kept { get; init; }

    /// <summary>The assets whose files were compared.</summary>
    public int Contents { get; init; }

    /// <summary>The files that were compared.</summary>
    public long Files { get; init; }

    /// <summary>The files whose bytes were read.</summary>
    public long FilesRead { get; init; }

    /// <summary>The bytes that were read, on both sides together.</summary>
    public long BytesRead { get; init; }

    /// <summary>The assets that the primary holds and that take part.</summary>
    [JsonIgnore]
    public int Known => Match + Missing + Differs + Error;

    /// <summary>The assets that drifted.</summary>
    [JsonIgnore]
    public int Drift => Missing + Differs + Extra;

    /// <summary>The number of assets of a class.</summary>
    /// <param name="found">The class.</param>
    /// <returns>The number.</returns>
    public int Of(AuditClass found) => found switch
    {
        AuditClass.Match => Match,
        AuditClass.Missing => Missing,
        AuditClass.Differs => Differs,
        AuditClass.Extra => Extra,
        _ => Error,
    };

    /// <summary>Counts assets of a class.</summary>
    /// <param name="found">The class.</param>
    /// <param name="number">How many more; fewer when negative.</param>
    /// <returns>The counts then.</returns>
    public AuditKind Add(AuditClass found, int number = 1) => found switch
    {
        AuditClass.Match => this with { Match = Match + number },
        AuditClass.Missing => this with { Missing = Missing + number },
        AuditClass.Differs => this with { Differs = Differs + number },
        AuditClass.Extra => this with { Extra = Extra + number },
        _ => this with { Error = Error + number },
    };

    /// <summary>Adds what another part of the audit found of the kind.</summary>
    /// <param name="other">What it found.</param>
    /// <returns>The counts then.</returns>
    public AuditKind Add(AuditKind other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            IsFromCatalog = IsFromCatalog || other.IsFromCatalog,
            Match = Match + other.Match,
            Missing = Missing + other.Missing,
            Differs = Differs + other.Differs,
            Extra = Extra + other.Extra,
            Error = Error + other.Error,
            Skipped = Skipped + other.Skipped,
            Kept = Kept + other.Kept,
            Contents = Contents + other.Contents,
            Files = Files + other.Files,
            FilesRead = FilesRead + other.FilesRead,
            BytesRead = BytesRead + other.BytesRead,
        };
    }
}
