namespace AmlDr.Sandbox.App;

/// <summary>A step of an operation.</summary>
/// <param name="Id">Its id in the plan.</param>
/// <param name="Status">Its state.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Detail">What it did.</param>
/// <param name="Reason">Why it failed or was done without.</param>
public sealed record AppStep(string Id, string Status, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Detail, AppReason? Reason);
