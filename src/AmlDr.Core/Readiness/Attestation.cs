namespace AmlDr.Core.Readiness;

/// <summary>An operator's word on what a check cannot read. It stands in for the verdict 'unknown' alone: what was read is not talked away.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="By">Who vouches.</param>
/// <param name="Reason">What was looked at, and where.</param>
/// <param name="AttestedAt">When it was given.</param>
/// <param name="ExpiresAt">From when on it does not count any more.</param>
public sealed record Attestation(string Check, string By, string Reason, DateTimeOffset AttestedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>The longest time that a word counts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);
}
