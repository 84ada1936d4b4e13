using AmlDr.Azure.Copying;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Options;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Activities;

/// <summary>Copies one share of an asset's files from storage account to storage account.</summary>
/// <param name="plans">The plans.</param>
/// <param name="copier">Copies.</param>
/// <param name="options">The settings.</param>
public sealed class CopyFiles(PlanStore plans, FileCopier copier, IOptions<AmlDrOptions> options)
{
    /// <summary>Runs the activity.</summary>
    /// <param name="input">The share.</param>
    /// <param name="cancellationToken">Cancels it when the host stops.</param>
    /// <returns>When the share stands at the destination.</returns>
    [Function(nameof(CopyFiles))]
    public async Task RunAsync([ActivityTrigger] CopyFilesInput input, CancellationToken cancellationToken)
    {
        ContentPlan content = (await plans.GetAsync(input.Pair, input.Asset, cancellationToken)).Value.Contents[input.Place];
        IReadOnlyList<PlannedFile> files = content.FilesToCopy();
        CopyUnit unit = input.Unit;
        if (unit.IsBlocks)
        {
            await copier.CopyBlocksAsync(
                content.SourceRoot, content.TargetRoot, files[unit.FirstFile], unit.FirstBlock, unit.BlockCount, cancellationToken);
            return;
        }

        await Parallel.ForEachAsync(
            files.Skip(unit.FirstFile).Take(unit.FileCount),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.Copy.ParallelCalls, CancellationToken = cancellationToken },
            async (file, token) => await copier.CopyWholeAsync(content.SourceRoot, content.TargetRoot, file, token));
    }
}
