using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// The part of <see cref="MirrorAsset"/> that brings what an asset needs, level by level. Each of those has its own orchestration, so that it is
/// brought once however many need it. A circle is found before anything waits, so that no two wait for each other.
/// </summary>
internal static class Dependencies
{
    /// <summary>The code of an asset that needs something which could not be mirrored.</summary>
    public const string Failed = "DependencyFailed";

    private const int Window = 16;

    // Word can be missed by a hair when an orchestration ends as it is asked; asking again costs two reads.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Has everything mirrored that the asset needs.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="input">The asset.</param>
    /// <returns>Null when all of it stands in the secondary; otherwise the state and the reason that follow for the asset.</returns>
    public static async Task<MirrorOutcome?> MirrorAsync(TaskOrchestrationContext context, MirrorAssetInput input)
    {
        DependencyResolution resolution = await context.CallActivityAsync<DependencyResolution>(
            nameof(ResolveDependencies), new AssetTarget(input.Pair, input.Asset), RetryPolicies.Transient);
        if (resolution.Problem is { } problem)
        {
            return new MirrorOutcome(input.Asset, AssetState.Failed, problem.Reason);
        }

        foreach (IReadOnlyList<AssetId> level in resolution.Levels)
        {
            List<MirrorOutcome> missing = await MirrorLevelAsync(context, input.Pair, level);
            if (missing.Count > 0)
            {
                MirrorOutcome first = missing[0];
                bool others = missing.Count > 1;
                return new MirrorOutcome(
                    input.Asset,
                    missing.TrueForAll(outcome => outcome.State == AssetState.Failed) ? AssetState.Failed : AssetState.Refused,
                    new AssetReason(
                        Failed,
                        $"It needs {first.Asset}{(others ? $" and {missing.Count - 1} more" : "")}, which is not mirrored: {first.State}"
                        + $"{(first.Reason is { } reason ? $" ({reason.Code}: {reason.Message})" : "")}"));
            }
        }

        return null;
    }

    private static async Task<List<MirrorOutcome>> MirrorLevelAsync(TaskOrchestrationContext context, string pair, IReadOnlyList<AssetId> level)
    {
        var waiting = new Queue<AssetId>(level);
        var asked = new HashSet<AssetId>();
        var missing = new List<MirrorOutcome>();
        while (waiting.Count + asked.Count > 0)
        {
            var next = new List<AssetId>();
            while (asked.Count < Window && waiting.TryDequeue(out AssetId? asset))
            {
                asked.Add(asset);
                next.Add(asset);
            }

            await RequestAsync(context, pair, next);
            if (await ReceiveAsync(context) is not { } outcome)
            {
                await RequestAsync(context, pair, asked);
            }
            else if (asked.Remove(outcome.Asset) && !Stands(outcome))
            {
                missing.Add(outcome);
            }
        }

        return missing;
    }

    private static bool Stands(MirrorOutcome outcome) =>
        outcome.State == AssetState.Mirrored
        || (outcome.State == AssetState.Skipped && outcome.Reason is { } reason && SkipCodes.StandsAnyway(reason.Code));

    private static async Task<MirrorOutcome?> ReceiveAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<MirrorOutcome>(MirrorAsset.CompletedEvent, AskAgainAfter);
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    private static Task RequestAsync(TaskOrchestrationContext context, string pair, IEnumerable<AssetId> assets) =>
        Task.WhenAll(assets.Select(asset => context.CallActivityAsync(
            nameof(RequestMirror), new MirrorAssetInput(pair, asset, true, [context.InstanceId]) { OnlyWaits = true },
            RetryPolicies.ControlStore)));
}
