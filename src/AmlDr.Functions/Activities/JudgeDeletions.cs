using AmlDr.Azure.Sweeping;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Decides whether what a sweep missed is believed to be deleted.</summary>
/// <param name="judge">Does it.</param>
public sealed class JudgeDeletions(DeletionJudge judge)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">What was found.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>The verdict.</returns>
    [Function(nameof(JudgeDeletions))]
    public Task<DeletionVerdict> RunAsync([ActivityTrigger] JudgeDeletionsInput input, CancellationToken cancellationToken) =>
        judge.JudgeAsync(input.Pair, input.SweepId, input.Kinds, input.IsComplete, input.IsConfirmed, cancellationToken);
}
