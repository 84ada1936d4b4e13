namespace AmlDr.Functions.Http;

/// <summary>The body of <c>POST /api/pairs/{pair}/readiness/attestations</c>.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="By">Who vouches, 1 to 200 characters.</param>
/// <param name="Reason">What was looked at, and where; 10 to 2,000 characters.</param>
/// <param name="ExpiresAt">From when on it does not count any more; at most 366 days ahead.</param>
public sealed record AttestationRequest(string? Check, string? By, string? Reason, DateTimeOffset? ExpiresAt);
