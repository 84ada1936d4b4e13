using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Evidence;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Steps;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Options;
using AmlDr.Core.Evidence;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Operations;

/// <summary>Writes the evidence of an operation that has ended: from its record, its plan, how its steps went, and a look at what it had to put back.</summary>
public sealed class EvidenceMaker
{
    private const int ParallelReads = 16;
    private readonly OperationStore _operations;
    private readonly OperationPlanStore _plans;
    private readonly StepStore _steps;
    private readonly UndoStore _undo;
    private readonly OperationSummary _summary;
    private readonly EvidenceStore _evidence;
    private readonly PairRegistry _pairs;
    private readonly RestoredReader _restored;
    private readonly string _apiVersion;

    internal EvidenceMaker(
        OperationStore operations, OperationPlanStore plans, StepStore steps, UndoStore undo, OperationSummary summary, EvidenceStore evidence,
        PairRegistry pairs, RestoredReader restored, IOptions<AmlDrOptions> options)
    {
        _operations = operations;
        _plans = plans;
        _steps = steps;
        _undo = undo;
        _summary = summary;
        _evidence = evidence;
        _pairs = pairs;
        _restored = restored;
        _apiVersion = options.Value.Arm.ApiVersion;
    }

    /// <summary>Writes the evidence, unless it stands.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The hash of its chain; null while the operation has not ended.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<string?> WriteAsync(string id, CancellationToken cancellationToken)
    {
        OperationRecord operation = await _operations.GetAsync(id, cancellationToken);
        if (!operation.HasEnded)
        {
            return null;
        }

        // A second look would find other things than the first; the first one counts.
        return await _evidence.TryReadAsync(operation.Pair, id, cancellationToken) is { } standing
            ? EvidenceVerifier.Verify(standing.ToMemory().Span).Hash
            : await _evidence.WriteAsync(await MakeAsync(operation, cancellationToken), cancellationToken);
    }

    private async Task<EvidenceReport> MakeAsync(OperationRecord operation, CancellationToken cancellationToken)
    {
        Pair pair = _pairs[operation.Pair];
        OperationPlan? plan = await _plans.TryReadAsync(operation.Id, cancellationToken);
        bool isUndone = operation.Mode == OperationMode.Drill || operation.State is OperationState.Cancelled or OperationState.CancelledWithExceptions;
        var steps = new List<EvidenceStep>();
        var conditions = new List<EvidenceCondition>();
        foreach (PlanStage stage in (plan?.Stages ?? []).Where(stage => stage.Steps.Count > 0))
        {
            IReadOnlyDictionary<int, StepRecord> records = await _steps.ListAsync(operation.Id, stage.Stage, cancellationToken);
            steps.AddRange(stage.Steps.Select((step, position) => StepOf(stage.Stage, step, records.GetValueOrDefault(position))));
            if (isUndone)
            {
                UndoRecord[] undone = await ReadUndoneAsync(operation.Id, stage.Stage, cancellationToken);
                steps.AddRange(undone.Select(record => RestoredStep(stage.Steps[record.Position], record)));
                conditions.AddRange(await _restored.ReadAsync(pair, operation, stage, undone, cancellationToken));
            }
        }

        conditions.Add(await _restored.ReadRolesAsync(operation, isUndone, cancellationToken));
        RecoveryTimes times = operation.Measure(operation.EndedAt!.Value);
        IReadOnlyList<ExceptionOfOperation> exceptions =
            await _summary.FindExceptionsAsync(operation.Id, operation.State == OperationState.CancelledWithExceptions, cancellationToken);
        return new EvidenceReport
        {
            Operation = operation.Id,
            Scope = new EvidenceScope(
                pair.Name, SafetyRules.Word(operation.Mode), pair.Primary.ToString(), pair.Secondary.ToString(), operation.Request.RequestedBy ?? "",
                operation.Request.Reason ?? "", operation.RequestedAt),
            Plan = PlanOf(operation, plan),
            Steps = steps,
            Exceptions = [.. exceptions.Select(one => new EvidenceException(one.Step ?? one.About, one.Reason.Code, one.Reason.Message))],
            Acts =
            [
                .. operation.Audit.Where(entry => entry.Actor != OperationMoveRequest.App)
                    .Select(entry => new EvidenceAct(entry.At, entry.Actor, entry.Action, entry.Reason, entry.Hash)),
            ],
            Versions = VersionsOf(pair),
            Conditions = conditions,
            Outcome = new EvidenceOutcome(
                operation.State.ToString(), ToneOf(operation.State), operation.EndedAt.Value, Milliseconds(times.WaitedSeconds), Milliseconds(times.RpoSeconds),
                times.RtoSeconds is { } rto ? Milliseconds(rto) : null),
        };
    }

    private async Task<UndoRecord[]> ReadUndoneAsync(string id, OperationStage stage, CancellationToken cancellationToken)
    {
        int[] positions = [.. (await _undo.ListAsync(id, stage, cancellationToken)).Keys.Order()];
        var records = new UndoRecord?[positions.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            positions.Index(), options, async (entry, token) => records[entry.Index] = await _undo.TryGetAsync(id, stage, entry.Item, token));
        return [.. records.OfType<UndoRecord>()];
    }

    private static EvidenceStep StepOf(OperationStage stage, PlanStep step, StepRecord? record) => new()
    {
        Id = step.Id,
        Stage = stage.ToString(),
        Action = step.Action.ToString(),
        Subject = step.Asset?.ToString() ?? step.Target,
        DependsOn = step.DependsOn,
        Status = record?.Status.ToString() ?? "NotBegun",
        Tone = record switch
        {
            { Status: StepStatus.Failed } => EvidenceTone.Bad,
            { Status: StepStatus.Done, IsException: false } => EvidenceTone.Good,
            _ => EvidenceTone.Warning,
        },
        StartedAt = record?.StartedAt,
        EndedAt = record?.EndedAt,
        Attempts = record?.Attempts ?? 0,
        Message = record?.Reason is { } reason ? $"{reason.Code}: {reason.Message}" : record?.Detail,
    };

    private static EvidenceStep RestoredStep(PlanStep step, UndoRecord record) => new()
    {
        Id = $"Restore:{step.Id}",
        Stage = nameof(OperationStage.Restore),
        Action = "Restore",
        Subject = step.Asset?.ToString() ?? step.Target,
        Status = record.UndoneAt is null ? "NotRestored" : "Restored",
        Tone = record.UndoneAt is null ? EvidenceTone.Bad : EvidenceTone.Good,
        EndedAt = record.UndoneAt,
        Attempts = 1,
        Message = record.Reason is { } reason ? $"{reason.Code}: {reason.Message}" : null,
    };

    private static EvidencePlan PlanOf(OperationRecord operation, OperationPlan? plan) => new(
        plan?.MadeAt ?? operation.RequestedAt, plan?.Stages.Sum(stage => stage.Steps.Count) ?? 0, Milliseconds(plan?.EstimatedSeconds ?? 0),
        [.. (plan?.Unavailable ?? []).Select(one => new EvidenceException(one.Asset.ToString(), one.Reason.Code, one.Reason.Message))], plan?.Warnings ?? []);

    private List<EvidenceVersion> VersionsOf(Pair pair) =>
    [
        new("AmlDr", typeof(EvidenceMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
        new(".NET", Environment.Version.ToString()),
        new("api-version", _apiVersion),
        new("policy (SHA-256)", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(pair.Policy, ControlStoreClient.Json))))),
    ];

    private static EvidenceTone ToneOf(OperationState state) => state switch
    {
        OperationState.Completed => EvidenceTone.Good,
        OperationState.CancelledWithExceptions => EvidenceTone.Bad,
        _ => EvidenceTone.Warning,
    };

    private static long Milliseconds(double seconds) => (long)Math.Round(seconds * 1000);
}
