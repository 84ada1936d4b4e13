namespace AmlDr.Core.Operations.Auditing;

/// <summary>One line of an operation's audit trail.</summary>
public sealed record AuditEntry
{
    /// <summary>Its place in the trail, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it can be known by, so that the same event is not written twice.</summary>
    public required string Key { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: a person as the request named them, or <c>AmlDr</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>Approve</c> or <c>Advance</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The state before and after, such as <c>Running</c>; equal when the state did not change.</summary>
    public required string From { get; init; }

    /// <summary>The state after it.</summary>
    public required string To { get; init; }

    /// <summary>The stage after it.</summary>
    public required string Stage { get; init; }

    /// <summary>Why, or on what.</summary>
    public string? Reason { get; init; }

    /// <summary>The <see cref="Hash"/> of the entry before; empty for the first.</summary>
    public string Previous { get; init; } = "";

    /// <summary>SHA-256 over everything else in the entry, in lower-case hexadecimal.</summary>
    public string Hash { get; init; } = "";
}
