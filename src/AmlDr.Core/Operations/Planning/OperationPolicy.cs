using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Operations.Planning;

/// <summary>How operations are run.</summary>
public sealed record OperationPolicy
{
    /// <summary>The defaults.</summary>
    public static OperationPolicy Default { get; } = new();

    /// <summary>The modes that somebody must approve. None by default: the request is confirmed already.</summary>
    public IReadOnlyList<OperationMode> Approvals { get; init; } = [];

    /// <summary>True when whoever asked for the operation cannot approve it.</summary>
    public bool NeedsOtherPerson { get; init; }

    /// <summary>How long an approval is waited for.</summary>
    public TimeSpan ApprovalTimeout { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long stages may take; the others have the defaults of <see cref="DeadlineOf"/>.</summary>
    public IReadOnlyDictionary<OperationStage, TimeSpan> Deadlines { get; init; } = new Dictionary<OperationStage, TimeSpan>();

    /// <summary>Samples that endpoints are verified with. An endpoint that no sample names is verified by its provisioning state alone.</summary>
    public IReadOnlyList<VerificationSample> Verification { get; init; } = [];

    /// <summary>Which captured jobs are submitted again.</summary>
    public ResubmissionPolicy Resubmission { get; init; } = ResubmissionPolicy.None;

    /// <summary>What is done on the way back with versions that both sides hold with different content.</summary>
    public FailbackConflicts FailbackConflicts { get; init; } = FailbackConflicts.Report;

    /// <summary>How long a stage may take.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>The policy's time, else the default.</returns>
    public TimeSpan DeadlineOf(OperationStage stage) => Deadlines.TryGetValue(stage, out TimeSpan deadline) ? deadline : stage switch
    {
        OperationStage.Guard or OperationStage.Assess => TimeSpan.FromMinutes(10),
        OperationStage.Approve => ApprovalTimeout,
        OperationStage.FinalSync => TimeSpan.FromMinutes(15),
        OperationStage.Activate or OperationStage.Restore => TimeSpan.FromHours(2),
        OperationStage.Verify => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromMinutes(30),
    };
}
