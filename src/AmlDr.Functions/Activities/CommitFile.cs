using AmlDr.Azure.Copying;
using AmlDr.Azure.Mirroring;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Activities;

/// <summary>Makes a large file of its copied blocks.</summary>
/// <param name="plans">The plans.</param>
/// <param name="copier">Commits.</param>
public sealed class CommitFile(PlanStore plans, FileCopier copier)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The file.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the file stands at the destination.</returns>
    [Function(nameof(CommitFile))]
    public async Task RunAsync([ActivityTrigger] CommitFileInput input, CancellationToken cancellationToken)
    {
        ContentPlan content = (await plans.GetAsync(input.Pair, input.Asset, cancellationToken)).Value.Contents[input.Place];
        await copier.CommitBlocksAsync(content.TargetRoot, content.FilesToCopy()[input.Position], cancellationToken);
    }
}
