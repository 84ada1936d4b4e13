namespace AmlDr.Sandbox.App;

/// <summary>An operation as <c>GET /api/operations/{id}</c> shows it.</summary>
/// <param name="OperationId">Its id.</param>
/// <param name="Status">The state of its orchestration: <c>Running</c>, <c>Completed</c>, <c>Failed</c>, ….</param>
/// <param name="Sweep">What it has done, when it is a sweep.</param>
/// <param name="Error">What it failed with.</param>
public sealed record AppOperation(string OperationId, string Status, AppSweep? Sweep, string? Error);
