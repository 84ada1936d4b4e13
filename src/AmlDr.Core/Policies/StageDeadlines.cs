namespace AmlDr.Core.Policies;

/// <summary>How long the stages of an operation may take, in minutes. A stage that takes longer pauses the operation. Approvals have their own time.</summary>
public sealed record StageDeadlines
{
    /// <summary>The lease and the safety rules.</summary>
    public int Guard { get; init; } = 10;

    /// <summary>The plan.</summary>
    public int Assess { get; init; } = 10;

    /// <summary>The last synchronisation.</summary>
    public int FinalSync { get; init; } = 15;

    /// <summary>Computes, endpoints, deployments and schedules.</summary>
    public int Activate { get; init; } = 120;

    /// <summary>Provisioning states and scoring requests.</summary>
    public int Verify { get; init; } = 30;

    /// <summary>Traffic and the workspace pointer.</summary>
    public int Switch { get; init; } = 30;

    /// <summary>Captured jobs.</summary>
    public int Resubmit { get; init; } = 30;

    /// <summary>The clean-up of a drill.</summary>
    public int Restore { get; init; } = 120;

    /// <summary>Roles, report and notifications.</summary>
    public int Settle { get; init; } = 30;
}
