namespace AmlDr.Core.Operations.Moves;

/// <summary>Which stages a mode has, in order.</summary>
public static class OperationStages
{
    private static readonly OperationStage[] Failover =
    [
        OperationStage.Guard, OperationStage.Assess, OperationStage.Approve, OperationStage.FinalSync, OperationStage.Activate,
        OperationStage.Verify, OperationStage.Switch, OperationStage.Resubmit, OperationStage.Settle,
    ];

    // A drill touches no traffic and starts no job.
    private static readonly OperationStage[] Drill =
    [
        OperationStage.Guard, OperationStage.Assess, OperationStage.Approve, OperationStage.FinalSync, OperationStage.Activate,
        OperationStage.Verify, OperationStage.Restore, OperationStage.Settle,
    ];

    /// <summary>Gives the stages of a mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>The stages, in order.</returns>
    public static IReadOnlyList<OperationStage> Of(OperationMode mode) => mode == OperationMode.Drill ? Drill : Failover;

    /// <summary>Gives the stage after one.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="stage">The stage, one of the mode's.</param>
    /// <returns>The next stage; null after the last.</returns>
    public static OperationStage? After(OperationMode mode, OperationStage stage)
    {
        IReadOnlyList<OperationStage> stages = Of(mode);
        for (int position = 0; position < stages.Count - 1; position++)
        {
            if (stages[position] == stage)
            {
                return stages[position + 1];
            }
        }

        return null;
    }

    /// <summary>Says whether a stage carries out steps of the plan.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>False for those that decide (guard, assess, approve) or work on what others left (restore).</returns>
    public static bool HasSteps(OperationStage stage) => stage
        is OperationStage.FinalSync or OperationStage.Activate or OperationStage.Verify or OperationStage.Switch or OperationStage.Resubmit
        or OperationStage.Settle;
}
