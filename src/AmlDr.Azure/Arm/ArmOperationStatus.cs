namespace AmlDr.Azure.Arm;

/// <summary>How far a long-running operation is.</summary>
/// <param name="Status">
/// <c>Succeeded</c>, <c>Failed</c> and <c>Canceled</c> are the ends; every other word means that it goes on (<c>facts/aml-rest.md</c> 1.6).
/// </param>
/// <param name="RetryAfter">How long to wait before looking again; null when the service does not say.</param>
/// <param name="Error">Code and message of a failure; null when the service gives none.</param>
public sealed record ArmOperationStatus(string Status, TimeSpan? RetryAfter, string? Error);
