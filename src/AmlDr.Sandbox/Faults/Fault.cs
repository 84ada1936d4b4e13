namespace AmlDr.Sandbox.Faults;

/// <summary>The fault drawn for one call.</summary>
internal sealed record Fault(string RuleId, FaultKind Kind, int RetryAfterSeconds, TimeSpan Hang, string FailureCode)
{
    public string Label => $"{RuleId}:{char.ToLowerInvariant(Kind.ToString()[0])}{Kind.ToString()[1..]}";
}
