using AmlDr.Azure.Sweeping;
using AmlDr.Core.Deletions;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Sweeping;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Functions.Orchestrations;

/// <summary>
/// Looks after what the primary has deleted: finds it, decides whether it is believed, records it, and does in the secondary what the policy says,
/// dependents before what they depend on.
/// </summary>
public static class SweepDeletions
{
    private const int ParallelKinds = 4;

    // The history starts anew after this many parts of lists.
    private const int PartsPerHistory = 40;

    // The service takes minutes to delete an endpoint. What is not gone within half an hour the next sweep looks at again.
    private const int MostLooks = 120;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    /// <summary>Runs the orchestration.</summary>
    /// <param name="context">The context; the input is <see cref="SweepDeletionsInput"/>.</param>
    /// <returns>What was done.</returns>
    [Function(nameof(SweepDeletions))]
    public static async Task<SweepDeletionsResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SweepDeletionsInput input = context.GetInput<SweepDeletionsInput>()!;
        if (input.Left is null)
        {
            input = await DecideAsync(context, input);
        }

        for (int parts = 0; input.Left!.Count > 0; parts++)
        {
            if (parts == PartsPerHistory)
            {
                context.ContinueAsNew(input);
                return input.Done;
            }

            input = await ApplyAsync(context, input, input.Left[0]);
        }

        if (input is { IsConfirmed: true, IsComplete: true } && input.Done.Finding is null)
        {
            await context.CallActivityAsync(nameof(SettleDeletions), input.Pair, RetryPolicies.ControlStore);
        }

        return input.Done;
    }

    private static async Task<SweepDeletionsInput> DecideAsync(TaskOrchestrationContext context, SweepDeletionsInput input)
    {
        var presences = new List<Task<KindPresence>>();
        await SlidingWindow.RunAsync(input.Kinds, ParallelKinds, kind =>
        {
            Task<KindPresence> presence = context.CallActivityAsync<KindPresence>(
                nameof(FindDeletions), new FindDeletionsInput(input.Pair, kind.Kind, input.SweepId, input.SweepStartedAt, kind.ManifestPages),
                RetryPolicies.ControlStore);
            presences.Add(presence);
            return presence;
        });
        KindPresence[] found = await Task.WhenAll(presences);
        DeletionVerdict verdict = (await context.CallActivityAsync<DeletionVerdict>(
            nameof(JudgeDeletions), new JudgeDeletionsInput(input.Pair, input.SweepId, found, input.IsComplete, input.IsConfirmed),
            RetryPolicies.ControlStore))!;
        return input with
        {
            Left = verdict.IsBelieved ? [.. Enumerable.Reverse(found).Where(kind => kind.Listed > 0)] : [],
            Done = input.Done with { Finding = verdict.Finding },
        };
    }

    private static async Task<SweepDeletionsInput> ApplyAsync(TaskOrchestrationContext context, SweepDeletionsInput input, KindPresence kind)
    {
        DeletionCounts counts;
        for (int look = 1; ; look++)
        {
            counts = (await context.CallActivityAsync<DeletionCounts>(
                nameof(ApplyDeletions), new ApplyDeletionsInput(input.Pair, kind.Kind, input.SweepId, input.Part), RetryPolicies.Transient))!;
            if (counts.UnderWay == 0 || look == MostLooks)
            {
                break;
            }

            await context.CreateTimer(LookInterval, CancellationToken.None);
        }

        var recorded = new Dictionary<string, int>(input.Done.Recorded);
        recorded[kind.Kind] = recorded.GetValueOrDefault(kind.Kind) + counts.Recorded;
        bool isLast = input.Part + 1 == WorkListStore.Parts(kind.Listed);
        return input with
        {
            Left = isLast ? [.. input.Left!.Skip(1)] : input.Left,
            Part = isLast ? 0 : input.Part + 1,
            Done = input.Done with { Recorded = recorded, Failed = input.Done.Failed + counts.Failed + counts.UnderWay },
        };
    }
}
