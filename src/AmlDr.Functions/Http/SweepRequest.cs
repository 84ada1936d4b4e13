namespace AmlDr.Functions.Http;

/// <summary>The body of <c>POST /api/pairs/{pair}/sweeps</c>; every member may be left out, and so may the body.</summary>
public sealed record SweepRequest
{
    /// <summary>True to try failed and refused assets again whatever the time of their next attempt.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>The pair's name, to confirm the deletions that an earlier sweep did not believe.</summary>
    public string? ConfirmDeletions { get; init; }
}
