using System.Collections.Concurrent;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;

namespace AmlDr.Azure.Operations.Stores;

/// <summary>
/// The plans of operations, written once. A plan of thousands of steps is kept in pages, so that whoever carries one out reads but a page. Pages that
/// were read are kept in memory for a while, because they never change.
/// </summary>
public sealed class OperationPlanStore
{
    private const int StepsPerPage = 200;
    private const int MostKept = 256;
    private readonly ControlStoreClient _store;
    private readonly ConcurrentDictionary<string, PlanStep[]> _pages = new(StringComparer.Ordinal);

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public OperationPlanStore(ControlStoreClient store) => _store = store;

    /// <summary>Writes the plan of an operation, unless it has one.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>False when it had one, which stays.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<bool> WriteAsync(string id, OperationPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (await _store.Container.TryGetPropertiesAsync(ControlStoreNames.OperationPlan(id), cancellationToken) is not null)
        {
            return false;
        }

        // The pages first: what has its head is whole. Pages of an attempt that came to nothing are overwritten.
        foreach (PlanStage stage in plan.Stages)
        {
            PlanStep[][] pages = [.. stage.Steps.Chunk(StepsPerPage)];
            for (int page = 0; page < pages.Length; page++)
            {
                await _store.WriteAsync(
                    ControlStoreNames.OperationPlanPage(id, stage.Stage.ToString(), page), pages[page], BlobCondition.None, null, cancellationToken);
            }
        }

        var head = new PlanHead(plan with { Stages = [.. plan.Stages.Select(stage => stage with { Steps = [] })] }, [.. plan.Stages.Select(stage => stage.Steps.Count)]);
        try
        {
            await _store.WriteAsync(ControlStoreNames.OperationPlan(id), head, BlobCondition.Absent, null, cancellationToken);
            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }

    /// <summary>Reads a plan whole.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The plan; null when the operation has none yet.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<OperationPlan?> TryReadAsync(string id, CancellationToken cancellationToken)
    {
        if ((await _store.TryReadAsync<PlanHead>(ControlStoreNames.OperationPlan(id), cancellationToken))?.Value is not { } head)
        {
            return null;
        }

        var stages = new List<PlanStage>();
        for (int at = 0; at < head.Plan.Stages.Count; at++)
        {
            PlanStage stage = head.Plan.Stages[at];
            stages.Add(stage with { Steps = await ReadStepsAsync(id, stage.Stage, head.Counts[at], cancellationToken) });
        }

        return head.Plan with { Stages = stages };
    }

    /// <summary>Reads the steps of a stage.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The stage with its steps; null when the plan has no such stage, or the operation no plan.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<PlanStage?> TryReadStageAsync(string id, OperationStage stage, CancellationToken cancellationToken)
    {
        if ((await _store.TryReadAsync<PlanHead>(ControlStoreNames.OperationPlan(id), cancellationToken))?.Value is not { } head)
        {
            return null;
        }

        for (int at = 0; at < head.Plan.Stages.Count; at++)
        {
            if (head.Plan.Stages[at].Stage == stage)
            {
                return head.Plan.Stages[at] with { Steps = await ReadStepsAsync(id, stage, head.Counts[at], cancellationToken) };
            }
        }

        return null;
    }

    /// <summary>Reads one step.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="position">Its position there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The step.</returns>
    /// <exception cref="NotFoundException">The plan has no such step.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<PlanStep> ReadStepAsync(string id, OperationStage stage, int position, CancellationToken cancellationToken)
    {
        PlanStep[] page = await ReadPageAsync(id, stage, position / StepsPerPage, cancellationToken);
        return position % StepsPerPage < page.Length
            ? page[position % StepsPerPage]
            : throw new NotFoundException($"The plan of the operation '{id}' has no step {position} in {stage}.");
    }

    private async Task<IReadOnlyList<PlanStep>> ReadStepsAsync(string id, OperationStage stage, int count, CancellationToken cancellationToken)
    {
        var steps = new List<PlanStep>(count);
        for (int page = 0; steps.Count < count; page++)
        {
            steps.AddRange(await ReadPageAsync(id, stage, page, cancellationToken));
        }

        return steps;
    }

    private async Task<PlanStep[]> ReadPageAsync(string id, OperationStage stage, int page, CancellationToken cancellationToken)
    {
        string name = ControlStoreNames.OperationPlanPage(id, stage.ToString(), page);
        if (_pages.TryGetValue(name, out PlanStep[]? kept))
        {
            return kept;
        }

        PlanStep[] steps = (await _store.TryReadAsync<PlanStep[]>(name, cancellationToken))?.Value
            ?? throw new NotFoundException($"The plan of the operation '{id}' has lost page {page} of {stage}.");
        if (_pages.Count >= MostKept)
        {
            _pages.Clear();
        }

        _pages[name] = steps;
        return steps;
    }

    private sealed record PlanHead(OperationPlan Plan, IReadOnlyList<int> Counts);
}
