namespace AmlDr.Sandbox.App;

/// <summary>A stage of an operation.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="StartedAt">When its first step began.</param>
/// <param name="EndedAt">When its last step ended.</param>
/// <param name="EstimatedSeconds">How long it should take.</param>
/// <param name="Steps">The number of steps by state.</param>
/// <param name="Shown">Steps by name.</param>
public sealed record AppStage(
    string Stage, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, double EstimatedSeconds, IReadOnlyDictionary<string, int> Steps, IReadOnlyList<AppStep> Shown);
