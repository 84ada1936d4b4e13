using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Evidence;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>Looks, for the evidence, whether what an operation had to put back is as it was found. A read per resource; the side that may be dead is not asked.</summary>
internal sealed class RestoredReader(AmlClient aml, PairStateStore states)
{
    private const int ParallelReads = 8;
    private const string Absent = "absent";

    /// <summary>Looks at what the steps of a stage had touched.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="found">What its steps had found.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Before and after, by resource; what cannot be read has no after.</returns>
    public async Task<IReadOnlyList<EvidenceCondition>> ReadAsync(
        Pair pair, OperationRecord operation, PlanStage stage, IReadOnlyList<UndoRecord> found, CancellationToken cancellationToken)
    {
        WorkspaceId workspace = operation.Mode == OperationMode.Failback ? pair.Primary : pair.Secondary;
        UndoRecord[] resources = [.. found.Where(record => stage.Steps[record.Position] is { Asset: not null } step && step.Action != StepAction.DrainSchedule)];
        var conditions = new EvidenceCondition[resources.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(resources.Index(), options, async (entry, token) =>
        {
            AssetId asset = stage.Steps[entry.Item.Position].Asset!;
            conditions[entry.Index] = new EvidenceCondition(
                $"{stage.Steps[entry.Item.Position].Action} {asset}", entry.Item.Existed ? Text(entry.Item.Before) : Absent,
                await TryReadAsync(workspace, asset, entry.Item, token), MustBeEqual: true);
        });
        return conditions;
    }

    /// <summary>Looks which side serves.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isUndone">True when the operation had to leave that as it was.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Before and after.</returns>
    public async Task<EvidenceCondition> ReadRolesAsync(OperationRecord operation, bool isUndone, CancellationToken cancellationToken) => new(
        "Serving side", (operation.Mode == OperationMode.Failback ? PairSide.Secondary : PairSide.Primary).ToString(),
        (await states.GetAsync(operation.Pair, cancellationToken)).ActiveSide.ToString(), isUndone);

    private async Task<string?> TryReadAsync(WorkspaceId workspace, AssetId asset, UndoRecord found, CancellationToken cancellationToken)
    {
        try
        {
            return await aml.TryGetVersionAsync(workspace, asset, cancellationToken) is not { } document ? Absent
                : found.Existed ? Text(FieldValues.Read(document, (found.Before ?? []).Select(field => field.Key)))
                : "present";
        }
        catch (AmlDrException)
        {
            // Evidence says that it could not be looked at; the operation has ended, and its exceptions name what was not put back.
            return null;
        }
    }

    private static string Text(JsonObject? fields) => Encoding.UTF8.GetString(CanonicalJson.Write(fields ?? []));
}
