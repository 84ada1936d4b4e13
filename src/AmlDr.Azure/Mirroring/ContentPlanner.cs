using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Azure.Mirroring;

/// <summary>Lists an asset's files on both sides, decides which are to be copied, and verifies them afterwards.</summary>
public sealed class ContentPlanner
{
    private readonly ContentLister _lister;
    private readonly FileCopier _copier;
    private readonly PlanStore _plans;

    /// <summary>Creates a planner.</summary>
    /// <param name="blobs">Clients for containers.</param>
    /// <param name="copier">Knows how files are cut into blocks.</param>
    /// <param name="plans">The plans.</param>
    public ContentPlanner(BlobClientFactory blobs, FileCopier copier, PlanStore plans)
    {
        _lister = new ContentLister(blobs, costsPagesAlone: false);
        _copier = copier;
        _plans = plans;
    }

    /// <summary>Lists the files and completes the plan.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset, whose plan names the places of its files.</param>
    /// <param name="place">Which of the places, from 0.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What is to be copied.</returns>
    /// <exception cref="InvalidAssetException">There is no file where the asset says.</exception>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<ContentSummary> PlanAsync(string pair, AssetId asset, int place, CancellationToken cancellationToken)
    {
        MirrorPlan plan = (await _plans.GetAsync(pair, asset, cancellationToken)).Value;
        ContentPlan planned = ContentOf(plan, place);
        (string path, List<BlobItem> sources) = await _lister.ListSourceAsync(planned.SourceRoot, planned.Path, asset, cancellationToken);
        Dictionary<string, BlobItem> targets = await _lister.ListTargetAsync(planned.TargetRoot, path, cancellationToken);
        List<PlannedFile> files = [.. sources.Select(source => PlanFile(source, path, targets.GetValueOrDefault(source.Name)) with { DistrustsTarget = plan.CopiesAnew })];
        ContentPlan content = planned with
        {
            Path = path,
            Files = files,
            ToCopy =
            [
                .. Enumerable.Range(0, files.Count).Where(position =>
                    !targets.TryGetValue(files[position].TargetName, out BlobItem? standing) || !files[position].IsCopiedTo(standing)),
            ],
        };
        await _plans.WriteAsync(pair, plan with { Contents = [.. plan.Contents.Select((other, at) => at == place ? content : other)] }, cancellationToken);
        IReadOnlyList<PlannedFile> toCopy = content.FilesToCopy();
        return new ContentSummary(
            files.Count,
            files.Sum(file => file.File.Length),
            ContentDigest.Compute(files.Select(file => file.File)),
            CopyUnits.Cut(toCopy),
            [.. Enumerable.Range(0, toCopy.Count).Where(position => toCopy[position].BlockCount > 0)]);
    }

    /// <summary>Verifies that every file of the plan stands at the destination.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="place">Which of the places of its files, from 0.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>When all do.</returns>
    /// <exception cref="ConflictException">A file is missing or differs.</exception>
    /// <exception cref="AmlDrException">A call failed otherwise; the type says how.</exception>
    public async Task VerifyAsync(string pair, AssetId asset, int place, CancellationToken cancellationToken)
    {
        ContentPlan content = ContentOf((await _plans.GetAsync(pair, asset, cancellationToken)).Value, place);
        Dictionary<string, BlobItem> targets = await _lister.ListTargetAsync(content.TargetRoot, content.Path, cancellationToken);
        List<string> wrong =
        [
            .. content.Files.Where(file => !targets.TryGetValue(file.TargetName, out BlobItem? standing) || !file.IsCopiedTo(standing))
                .Select(file => file.TargetName),
        ];
        if (wrong.Count > 0)
        {
            throw new ConflictException(
                $"{wrong.Count} of {content.Files.Count} files of {asset} are missing or differ after copying, the first is '{wrong[0]}'; "
                + "the next attempt plans anew.");
        }
    }

    private static ContentPlan ContentOf(MirrorPlan plan, int place) =>
        place < plan.Contents.Count
            ? plan.Contents[place]
            : throw new ConflictException($"The plan for {plan.Asset} has no such files; the next attempt plans anew.");

    private PlannedFile PlanFile(BlobItem source, string path, BlobItem? standing)
    {
        string below = source.Name.Length == path.Length ? "" : source.Name[path.Length..].TrimStart('/');
        return new PlannedFile
        {
            SourceName = source.Name,
            TargetName = source.Name,
            File = new ContentFile(below, source.Length, source.ContentMd5),
            SourceETag = source.ETag,
            Headers = source.Headers,
            Metadata = source.Metadata,
            TargetETag = standing?.ETag,
            BlockBytes = _copier.BlockBytesFor(source.Length),
        };
    }
}
