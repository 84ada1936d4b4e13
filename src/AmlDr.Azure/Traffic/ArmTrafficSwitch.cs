using System.Text.Json.Nodes;
using AmlDr.Azure.Arm;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Traffic;

namespace AmlDr.Azure.Traffic;

/// <summary>Carries out switches by writing resources of Azure Resource Manager. What they mean is said by a rule.</summary>
internal sealed class ArmTrafficSwitch : ITrafficSwitch
{
    /// <summary>How long one call waits for the service. After that the caller repeats the call, which goes on waiting.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(4);

    // When the service does not say how long to wait before looking again, or says not at all.
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    // How often a write is tried whose condition does not hold because something that is not touched has changed.
    private const int Attempts = 3;

    private readonly TrafficRule _rule;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, TrafficResource> _resources;
    private readonly TrafficResource? _surroundings;

    /// <summary>Creates a way.</summary>
    /// <param name="rule">What it means.</param>
    /// <param name="arm">Azure Resource Manager.</param>
    /// <param name="clock">The clock that waits go by.</param>
    public ArmTrafficSwitch(TrafficRule rule, ArmClientFactory arm, TimeProvider clock)
    {
        _rule = rule;
        _clock = clock;
        _resources = rule.Resources.ToDictionary(id => id, id => arm.GetTrafficResource(id, rule.ApiVersion), StringComparer.Ordinal);
        _surroundings = rule.Surroundings is { } id ? arm.GetTrafficResource(id, rule.ApiVersion) : null;
    }

    /// <inheritdoc/>
    public string Name => _rule.Name;

    /// <inheritdoc/>
    public string Kind => _rule.Kind;

    /// <inheritdoc/>
    public async Task<TrafficState> ReadAsync(CancellationToken cancellationToken) =>
        _rule.Read([.. (await ReadAllAsync(cancellationToken)).Select(one => one.Document)]);

    /// <inheritdoc/>
    public async Task<TrafficPlan> PlanAsync(PairSide side, CancellationToken cancellationToken)
    {
        Task<TrafficDocument>? around = _surroundings?.GetAsync(cancellationToken);
        TrafficDocument[] documents = await ReadAllAsync(cancellationToken);
        foreach ((string resource, TrafficDocument read) in _rule.Resources.Zip(documents))
        {
            if (_rule.Obstacle(read.Document) is { } obstacle)
            {
                throw new RefusedException($"'{Name}' cannot be switched by '{resource}': {obstacle}");
            }
        }

        return _rule.Plan(side, _rule.Read([.. documents.Select(one => one.Document)]), around is null ? null : (await around).Document);
    }

    /// <inheritdoc/>
    public Task<TrafficState> SwitchAsync(TrafficPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return CarryOutAsync(plan, plan.Forth, plan.After(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TrafficState> RestoreAsync(TrafficPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return CarryOutAsync(plan, plan.Back, plan.Before.Settings, cancellationToken);
    }

    private async Task<TrafficState> CarryOutAsync(
        TrafficPlan plan, IReadOnlyList<TrafficSetting> writes, IReadOnlyList<TrafficSetting> end, CancellationToken cancellationToken)
    {
        if (!plan.Before.Settings.Select(setting => setting.Resource).SequenceEqual(_rule.Resources))
        {
            throw new RefusedException($"'{Name}' leads over other resources than when the switch was planned. Set the policy back, or skip the step.");
        }

        long started = _clock.GetTimestamp();
        TrafficDocument[] documents = await SettleAllAsync(started, cancellationToken);
        if (!IsAt(end, documents))
        {
            foreach (TrafficSetting write in writes)
            {
                await WriteAsync(plan, write, started, cancellationToken);
            }

            documents = await SettleAllAsync(started, cancellationToken);
        }

        if (!IsAt(end, documents))
        {
            string changed = end.Zip(documents).First(one => !Holds(one.Second, one.First)).First.Resource;
            throw writes.Count == 0
                ? new ConflictException($"'{Name}' was to stay as it was, and '{changed}' was changed meanwhile. Look who did it, then plan again or skip the step.")
                : new TransientException($"'{Name}': '{changed}' does not show what was written yet.");
        }

        return _rule.Read([.. documents.Select(one => one.Document)]);
    }

    private async Task WriteAsync(TrafficPlan plan, TrafficSetting write, long started, CancellationToken cancellationToken)
    {
        TrafficResource resource = _resources[write.Resource];
        for (int attempt = 1; ; attempt++)
        {
            TrafficDocument read = await SettleAsync(resource, started, cancellationToken);
            if (Holds(read, write))
            {
                return;
            }

            RefuseForeign(plan, write, read);
            try
            {
                ArmActionResult answer = await resource.PatchAsync(write.Fields, read.ETag, cancellationToken);
                await WatchAsync(resource, write, answer, started, cancellationToken);
                return;
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Something has changed since it was read. It is read again: what is touched must still be as the plan knows it.
            }
        }
    }

    // Every value that the plan knows of the field: what was there, and what its writes leave on the way.
    private void RefuseForeign(TrafficPlan plan, TrafficSetting write, TrafficDocument read)
    {
        foreach ((string pointer, _) in MergePatch.Leaves(write.Fields))
        {
            JsonNode? found = MergePatch.At(read.Document, pointer);
            bool isKnown = plan.Before.Settings.Concat(plan.Forth).Concat(plan.Back)
                .Where(setting => setting.Resource == write.Resource && MergePatch.Leaves(setting.Fields).Any(leaf => leaf.Pointer == pointer))
                .Any(setting => _rule.Same(MergePatch.At(setting.Fields, pointer), found));
            if (!isKnown)
            {
                throw new ConflictException(
                    $"'{Name}': {pointer} of '{write.Resource}' is {MergePatch.Show(found) ?? "not set"}, which it was not when the switch was planned. "
                    + "Somebody else changed it. Set it back and retry the step, or skip it.");
            }
        }
    }

    private async Task WatchAsync(
        TrafficResource resource, TrafficSetting write, ArmActionResult answer, long started, CancellationToken cancellationToken)
    {
        TimeSpan? pause = answer.RetryAfter;
        while (answer.Operation is { } address)
        {
            await PauseAsync(write.Resource, pause, started, cancellationToken);
            ArmOperationStatus? status = await resource.TryGetOperationAsync(address, cancellationToken);
            switch (status?.Status)
            {
                case null or "Succeeded":
                    return;
                case "Failed" or "Canceled":
                    throw new ProvisioningFailedException($"'{Name}': the change of '{write.Resource}' ended as {status.Status}. {status.Error}".TrimEnd());
                default:
                    pause = status.RetryAfter;
                    break;
            }
        }
    }

    private Task<TrafficDocument[]> ReadAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_rule.Resources.Select(id => _resources[id].GetAsync(cancellationToken)));

    private Task<TrafficDocument[]> SettleAllAsync(long started, CancellationToken cancellationToken) =>
        Task.WhenAll(_rule.Resources.Select(id => SettleAsync(_resources[id], started, cancellationToken)));

    // A change that an earlier call began, or somebody else's, is waited for: the service takes one at a time.
    private async Task<TrafficDocument> SettleAsync(TrafficResource resource, long started, CancellationToken cancellationToken)
    {
        while (true)
        {
            TrafficDocument read = await resource.GetAsync(cancellationToken);
            if (!read.IsBusy)
            {
                return read;
            }

            await PauseAsync(resource.Id.ToString(), null, started, cancellationToken);
        }
    }

    private async Task PauseAsync(string resource, TimeSpan? pause, long started, CancellationToken cancellationToken)
    {
        if (_clock.GetElapsedTime(started) >= LongestWait)
        {
            throw new TransientException($"'{Name}': '{resource}' is still being changed after {LongestWait.TotalMinutes:0} minutes.");
        }

        await Task.Delay(pause > TimeSpan.Zero ? pause.Value : UsualPause, _clock, cancellationToken);
    }

    private bool IsAt(IEnumerable<TrafficSetting> end, IEnumerable<TrafficDocument> documents) =>
        end.Zip(documents).All(one => Holds(one.Second, one.First));

    private bool Holds(TrafficDocument read, TrafficSetting setting) => !read.IsFailed && MergePatch.Holds(read.Document, setting.Fields, _rule.Same);
}
