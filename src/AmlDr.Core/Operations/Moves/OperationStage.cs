namespace AmlDr.Core.Operations.Moves;

/// <summary>The stages of an operation, in their order. <see cref="OperationStages"/> says which of them a mode has.</summary>
public enum OperationStage
{
    /// <summary>The lease and the safety rules.</summary>
    Guard,

    /// <summary>The plan: what will be available, what not and why.</summary>
    Assess,

    /// <summary>An approval, where the policy asks for one.</summary>
    Approve,

    /// <summary>The mirror stops, after a last synchronisation where the source is alive.</summary>
    FinalSync,

    /// <summary>Computes, endpoints, deployments and schedules come to full strength.</summary>
    Activate,

    /// <summary>Provisioning states and scoring requests.</summary>
    Verify,

    /// <summary>Traffic, workspace pointer, webhooks.</summary>
    Switch,

    /// <summary>Captured jobs.</summary>
    Resubmit,

    /// <summary>A drill's clean-up.</summary>
    Restore,

    /// <summary>Roles, report, notifications.</summary>
    Settle,
}
