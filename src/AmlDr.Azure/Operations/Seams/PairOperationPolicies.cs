using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Operations.Seams;

/// <summary>How operations are run, as the pair's policy file says in <c>verification</c>, <c>approvals</c> and <c>failover</c>.</summary>
internal sealed class PairOperationPolicies : IOperationPolicies
{
    public OperationPolicy Of(Pair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        PairPolicy policy = pair.Policy;
        StageDeadlines minutes = policy.Failover.DeadlineMinutes;
        return new OperationPolicy
        {
            Approvals = policy.Approvals.Modes,
            ApprovalTimeout = TimeSpan.FromMinutes(policy.Approvals.TimeoutMinutes),
            NeedsOtherPerson = policy.Approvals.OtherPerson,
            Verification = policy.Verification,
            Resubmission = new ResubmissionPolicy(false, policy.Failover.ResubmitJobs),
            FailbackConflicts = policy.Failover.FailbackConflicts,
            Deadlines = new Dictionary<OperationStage, TimeSpan>
            {
                [OperationStage.Guard] = TimeSpan.FromMinutes(minutes.Guard),
                [OperationStage.Assess] = TimeSpan.FromMinutes(minutes.Assess),
                [OperationStage.FinalSync] = TimeSpan.FromMinutes(minutes.FinalSync),
                [OperationStage.Activate] = TimeSpan.FromMinutes(minutes.Activate),
                [OperationStage.Verify] = TimeSpan.FromMinutes(minutes.Verify),
                [OperationStage.Switch] = TimeSpan.FromMinutes(minutes.Switch),
                [OperationStage.Resubmit] = TimeSpan.FromMinutes(minutes.Resubmit),
                [OperationStage.Restore] = TimeSpan.FromMinutes(minutes.Restore),
                [OperationStage.Settle] = TimeSpan.FromMinutes(minutes.Settle),
            },
        };
    }
}
