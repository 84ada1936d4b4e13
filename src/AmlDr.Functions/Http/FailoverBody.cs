namespace AmlDr.Functions.Http;

/// <summary>The body of a request that starts an operation.</summary>
/// <param name="Mode">For a failover: <c>planned</c>, <c>unplanned</c> or <c>drill</c>.</param>
/// <param name="Confirm">The pair's name again.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestedBy">Who asks.</param>
/// <param name="Force">True to fail over unplanned although the primary answers.</param>
public sealed record FailoverBody(string? Mode, string? Confirm, string? Reason, string? RequestedBy, bool Force = false);
