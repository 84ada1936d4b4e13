using System.Text.Json.Nodes;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Carries out a step that changes some fields of a resource that stands, and puts them back as they were found.</summary>
internal abstract class FieldStepHandler(ResourceWriter writer) : IStepHandler
{
    /// <inheritdoc/>
    public abstract StepAction Action { get; }

    /// <summary>The paths of the fields that are touched.</summary>
    protected abstract IReadOnlyList<string> Fields { get; }

    /// <summary>Those of them that the service lets be patched; when no other differs the rest of the document need not be written.</summary>
    protected virtual IReadOnlyList<string> Patchable => [];

    /// <inheritdoc/>
    public virtual async Task<StepProgress> AdvanceAsync(StepRun run, StepProgress? before, CancellationToken cancellationToken)
    {
        // Hundreds are looked at again and again; while they are at work nothing else need be read.
        if (await writer.WatchAsync(run, WorkspaceOf(run), before, cancellationToken) is { } watched)
        {
            return watched;
        }

        JsonObject wanted = await WantAsync(run, cancellationToken);
        return await writer.AdvanceAsync(run, WorkspaceOf(run), Change(run, standing => Complete(wanted, standing), true), before, cancellationToken);
    }

    /// <inheritdoc/>
    public virtual async Task<StepProgress> UndoAsync(StepRun run, UndoRecord found, StepProgress? before, CancellationToken cancellationToken)
    {
        if (await writer.WatchAsync(run, WorkspaceOf(run), before, cancellationToken) is { } watched)
        {
            return watched;
        }

        JsonObject wanted = found.Before ?? [];
        return await writer.ReadAsync(WorkspaceOf(run), run.Asset, cancellationToken) is null
            ? new StepProgress(true, "It does not stand any more.")
            : await writer.AdvanceAsync(run, WorkspaceOf(run), Change(run, _ => wanted, false), before, cancellationToken);
    }

    /// <summary>The workspace whose resource is changed.</summary>
    protected virtual WorkspaceId WorkspaceOf(StepRun run) => run.Target;

    /// <summary>The values that are wanted, by path; a field that is left out may be anything.</summary>
    protected abstract Task<JsonObject> WantAsync(StepRun run, CancellationToken cancellationToken);

    /// <summary>Completes what is wanted by what stands, where it is only a part of a field.</summary>
    protected virtual JsonObject Complete(JsonObject wanted, AssetDocument standing) => wanted;

    private ResourceChange Change(StepRun run, Func<AssetDocument, JsonObject> want, bool isNoted) => new()
    {
        IsDone = standing => FieldValues.FindDifferences(want(standing), standing).Count == 0,
        Note = standing => FieldValues.Read(standing, Fields),
        IsNoted = isNoted,
        Patch = standing => PatchOf(want(standing), standing),
        WriteAsync = (standing, _) =>
        {
            JsonObject body = writer.Writable(run.Asset, standing!);
            FieldValues.Apply(body, want(standing!));
            return Task.FromResult(body);
        },
    };

    private JsonObject? PatchOf(JsonObject wanted, AssetDocument standing)
    {
        IReadOnlyList<string> differing = FieldValues.FindDifferences(wanted, standing);
        if (!differing.All(path => Patchable.Contains(path) && wanted[path] is not null))
        {
            return null;
        }

        var patch = new JsonObject();
        FieldValues.Apply(patch, new JsonObject(differing.Select(path => KeyValuePair.Create(path, wanted[path]?.DeepClone()))));
        return patch;
    }
}
