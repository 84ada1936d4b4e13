using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Operations.Moves;

namespace AmlDr.Core.Operations.Planning;

/// <summary>Makes the plan of an operation from what is known. Pure: the same facts give the same plan.</summary>
public sealed class PlanBuilder
{
    private readonly ActivationPlanner _activation;

    /// <summary>Creates a builder.</summary>
    /// <param name="kinds">The kinds.</param>
    public PlanBuilder(KindCatalog kinds) => _activation = new ActivationPlanner(kinds);

    /// <summary>Says whether a plan looks into the documents of a kind.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <returns>False where the state in the ledger says all that a plan needs.</returns>
    public static bool NeedsDocument(string kind) => AssetAvailability.NeedsDocument(kind);

    /// <summary>Makes a plan.</summary>
    /// <param name="facts">What is known.</param>
    /// <returns>The plan.</returns>
    public OperationPlan Build(PlanFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Activation activation = facts.Mode == OperationMode.Failback ? ReturnPlanner.Plan(facts) : _activation.Plan(facts);
        PlanStage[] stages = [.. OperationStages.Of(facts.Mode).Select(stage => StageOf(facts, stage, StepsOf(facts, stage, activation)))];
        return new OperationPlan
        {
            Pair = facts.Pair.Name,
            Mode = facts.Mode,
            MadeAt = facts.Now,
            Stages = stages,
            Unavailable = [.. activation.Unavailable, .. UnfitJobs(facts)],
            Jobs = facts.Mode is OperationMode.Drill or OperationMode.Failback ? [] : facts.Jobs,
            Warnings = PlanWarnings.Of(facts),
            EstimatedSeconds = Math.Round(stages.Sum(stage => stage.EstimatedSeconds), 1),
            RpoSeconds = facts.LiveRpoSeconds,
            KnownAssets = facts.Assets.Count,
        };
    }

    // What the policy wants submitted again and cannot be.
    private static IEnumerable<UnavailableAsset> UnfitJobs(PlanFacts facts) => facts.Mode is not (OperationMode.Planned or OperationMode.Unplanned)
        ? []
        : facts.Jobs.Where(job => facts.Policy.Resubmission.Includes(job.Name) && job.Obstacle is not null)
            .Select(job => new UnavailableAsset(new AssetId("job", job.Name, ""), job.Obstacle!));

    private static PlanStage StageOf(PlanFacts facts, OperationStage stage, IReadOnlyList<PlanStep> steps) => new()
    {
        Stage = stage,
        Steps = steps,
        DeadlineSeconds = facts.Policy.DeadlineOf(stage).TotalSeconds,
        EstimatedSeconds = StageTiming.Estimate(steps),
        NeedsHuman = steps.Any(step => step.NeedsHuman) || (stage == OperationStage.Approve && facts.Policy.Approvals.Contains(facts.Mode)),
    };

    private static IReadOnlyList<PlanStep> StepsOf(PlanFacts facts, OperationStage stage, Activation activation) => stage switch
    {
        OperationStage.FinalSync => FinalSync(facts, activation),
        OperationStage.Activate => activation.Steps,
        OperationStage.Verify => [.. activation.Endpoints.Select(endpoint => Step(
            facts, StepAction.VerifyEndpoint, "verify", "It serves only when its deployments stand and answer.") with
        {
            Id = PlanStep.IdOf(StepAction.VerifyEndpoint, endpoint),
            Asset = endpoint,
            EstimatedSeconds = facts.Durations.Estimate(StepAction.VerifyEndpoint, endpoint.Kind),
        })],
        OperationStage.Switch => [.. facts.Switches.Select(one => Step(facts, StepAction.SwitchTraffic, "switch", one.Description) with
        {
            Id = $"{StepAction.SwitchTraffic}:{one.Name}",
            Target = one.Name,
            EstimatedSeconds = one.EstimatedSeconds,
            NeedsHuman = one.NeedsHuman,
        })],
        OperationStage.Resubmit when facts.Mode != OperationMode.Failback => [.. facts.Jobs
            .Where(job => job.Obstacle is null && facts.Policy.Resubmission.Includes(job.Name))
            .Select(job => Step(facts, StepAction.ResubmitJob, "jobs", "It had not ended when the primary was last seen.") with
            {
                Id = $"{StepAction.ResubmitJob}:{job.Name}",
                Target = job.Name,
                IsOptional = true,
            })],
        OperationStage.Settle => Settle(facts),
        _ => [],
    };

    // Where the mirror goes on, a sweep brings over what it did without meanwhile, and the secondary to its tiers.
    private static PlanStep[] Settle(PlanFacts facts)
    {
        PlanStep first = facts.Mode == OperationMode.Drill
            ? Step(facts, StepAction.ResumeMirror, "settle", "The mirror goes on as before the drill.")
            : Step(facts, StepAction.SwapRoles, "settle", "The other side serves from now on.");
        return facts.Mode is OperationMode.Drill or OperationMode.Failback
            ? [first, Step(facts, StepAction.StartSweep, "settle", "What the mirror did without meanwhile is brought over.") with { DependsOn = [first.Id], IsOptional = true }]
            : [first];
    }

    private static List<PlanStep> FinalSync(PlanFacts facts, Activation activation)
    {
        string from = facts.Mode == OperationMode.Failback ? "secondary" : "primary";
        List<PlanStep> steps = facts.Mode is not (OperationMode.Planned or OperationMode.Failback) ? [] :
        [
            .. activation.Schedules.Select(schedule => Step(
                facts, StepAction.DrainSchedule, "drain", $"It is enabled in the {from} and would start jobs in both regions.") with
            {
                Id = PlanStep.IdOf(StepAction.DrainSchedule, schedule),
                Asset = schedule,
                IsOptional = true,
            }),
        ];
        string[] drained = [.. steps.Select(step => step.Id)];
        PlanStep pause = Step(facts, StepAction.PauseMirror, "mirror", "A late write of the mirror must not undo what the operation does.");
        switch (facts.Mode)
        {
            case OperationMode.Planned:
                steps.Add(Step(facts, StepAction.FinalSweep, "sweep", "What was registered since the last sweep is brought over.") with
                {
                    DependsOn = drained,
                    IsOptional = true,
                });
                steps.Add(pause with { DependsOn = [nameof(StepAction.FinalSweep)] });
                break;
            case OperationMode.Failback:
                steps.Add(Step(facts, StepAction.ReverseMirror, "mirror", "The primary gets what was registered in the secondary.") with { DependsOn = drained });
                steps.Add(Step(facts, StepAction.BringBack, "sweep", "What was registered in the secondary since it began to serve is brought back.") with
                {
                    DependsOn = [nameof(StepAction.ReverseMirror)],
                });
                steps.Add(pause with { DependsOn = [nameof(StepAction.BringBack)] });
                break;
            default:
                steps.Add(Step(facts, StepAction.StopSweep, "sweep", "A sweep that runs would wait for a primary that does not answer.") with { IsOptional = true });
                steps.Add(pause);
                break;
        }

        return steps;
    }

    private static PlanStep Step(PlanFacts facts, StepAction action, string group, string reason) => new()
    {
        Id = action.ToString(),
        Action = action,
        Group = group,
        EstimatedSeconds = facts.Durations.Estimate(action, null),
        Reason = reason,
    };
}
