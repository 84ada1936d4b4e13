using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Brings a resource to a state by one write: looks, notes what it finds, writes, watches. Whoever calls again after a lost answer finds the write
/// under way or done, so that it is not made twice.
/// </summary>
internal sealed class ResourceWriter(AmlClient aml, KindCatalog kinds, UndoStore undo)
{
    private const string Succeeded = "Succeeded";

    // Deleting a compute says what becomes of what stands behind it (facts/aml-rest.md 2.8); drills make none of those that are attached.
    private static readonly Dictionary<string, string> NoQuery = [];

    /// <summary>A resource as it stands.</summary>
    public Task<AssetDocument?> ReadAsync(WorkspaceId workspace, AssetId asset, CancellationToken cancellationToken) =>
        aml.TryGetVersionAsync(workspace, asset, cancellationToken);

    /// <summary>Goes on with a change.</summary>
    /// <param name="run">The step.</param>
    /// <param name="workspace">The workspace that holds the resource.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="before">What the call before told.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<StepProgress> AdvanceAsync(
        StepRun run, WorkspaceId workspace, ResourceChange change, StepProgress? before, CancellationToken cancellationToken)
    {
        if (await WatchAsync(run, workspace, before, cancellationToken) is { } watched)
        {
            return watched;
        }

        AssetDocument? standing = await aml.TryGetVersionAsync(workspace, run.Asset, cancellationToken);
        bool wrote = before is { DidChange: true };
        if (standing is null && !change.Creates)
        {
            throw new NotFoundException($"{workspace.Name} does not hold {run.Asset}; run a sweep, or skip the step.");
        }

        if (standing is not null && !Provisioning.HasSucceeded(standing) && !Provisioning.HasFailed(standing))
        {
            return new StepProgress(false) { DidChange = wrote };
        }

        if (standing is not null && change.IsDone(standing))
        {
            return !Provisioning.HasFailed(standing) ? new StepProgress(true, wrote ? null : "It was so already.") { DidChange = wrote }
                : wrote ? throw Failure(workspace, run.Asset, null)
                : await WriteAsync(run, workspace, change, standing, cancellationToken);
        }

        return await WriteAsync(run, workspace, change, standing, cancellationToken);
    }

    /// <summary>Goes on with deleting a resource.</summary>
    public async Task<StepProgress> DeleteAsync(StepRun run, WorkspaceId workspace, StepProgress? before, CancellationToken cancellationToken)
    {
        AssetDocument? standing = await aml.TryGetVersionAsync(workspace, run.Asset, cancellationToken);
        if (standing is null)
        {
            return new StepProgress(true) { DidChange = before is { DidChange: true } };
        }

        if (string.Equals(Provisioning.StateOf(standing), "Deleting", StringComparison.OrdinalIgnoreCase))
        {
            return new StepProgress(false) { DidChange = true };
        }

        bool isGone = await aml.DeleteVersionAsync(workspace, run.Asset, NoQuery, cancellationToken);
        return new StepProgress(isGone) { DidChange = true };
    }

    private async Task<StepProgress> WriteAsync(
        StepRun run, WorkspaceId workspace, ResourceChange change, AssetDocument? standing, CancellationToken cancellationToken)
    {
        if (change.IsNoted)
        {
            await undo.NoteAsync(
                run.Operation, run.Stage,
                new UndoRecord { Position = run.Position, Existed = standing is not null, Before = standing is null ? null : change.Note(standing) },
                cancellationToken);
        }

        if (standing is not null && change.Patch(standing) is { } patch)
        {
            ArmActionResult answer = await aml.PatchVersionAsync(workspace, run.Asset, patch, cancellationToken);
            bool isDone = answer.Operation is null && (answer.Body is not JsonObject body || Provisioning.HasSucceeded(new AssetDocument(body.DeepClone().AsObject())));
            return new StepProgress(isDone) { Operation = answer.Operation, RetryAfter = answer.RetryAfter, DidChange = true };
        }

        JsonObject full = await change.WriteAsync(standing, cancellationToken);
        ArmWrite write = await aml.PutVersionAsync(workspace, run.Asset, full, cancellationToken);
        return new StepProgress(Provisioning.HasSucceeded(write.Document))
        {
            Operation = write.Operation, RetryAfter = write.RetryAfter, DidChange = true,
        };
    }

    /// <summary>Looks at a write that goes on: its operation tells first and best.</summary>
    /// <param name="run">The step.</param>
    /// <param name="workspace">The workspace that holds the resource.</param>
    /// <param name="before">What the call before told.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How far it is; null when there is none, or it is not known any more: then the resource tells.</returns>
    public async Task<StepProgress?> WatchAsync(StepRun run, WorkspaceId workspace, StepProgress? before, CancellationToken cancellationToken)
    {
        if (before?.Operation is null || await aml.TryGetOperationAsync(workspace, before.Operation, cancellationToken) is not { } status)
        {
            return null;
        }

        return Provisioning.IsFailure(status.Status) ? throw Failure(workspace, run.Asset, status.Error)
            : string.Equals(status.Status, Succeeded, StringComparison.OrdinalIgnoreCase) ? new StepProgress(true) { DidChange = true }
            : before with { RetryAfter = status.RetryAfter };
    }

    /// <summary>The writable part of a resource as it stands.</summary>
    public JsonObject Writable(AssetId asset, AssetDocument standing) => Core.Rewriting.WritableDocument.From(standing, kinds[asset.Kind]);

    private static ProvisioningFailedException Failure(WorkspaceId workspace, AssetId asset, string? error) => new(
        $"{workspace.Name} could not carry out the change of {asset}: {error ?? "the service gives no reason; see the resource's logs"}. "
        + "Mend the cause, such as quota or access to its image, and retry the step.");
}
