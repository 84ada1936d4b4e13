using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds.Schedules;

/// <summary>
/// Schedules of jobs, of batch endpoints and of monitors. Their lists hide disabled ones unless asked for all (<c>facts/aml-rest.md</c> 1.4). They
/// are mirrored disabled, so that nothing runs twice; a failover enables them (<c>facts/aml-rest.md</c> 2.12).
/// </summary>
public sealed class ScheduleKind : AssetKind
{
    /// <inheritdoc/>
    public override string Name => KindNames.Schedule;

    /// <inheritdoc/>
    public override string Collection => "schedules";

    /// <inheritdoc/>
    public override KindShape Shape => KindShape.Named;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ListParameters => ArchivedToo;

    /// <inheritdoc/>
    public override bool IsLongRunning => true;

    /// <inheritdoc/>
    public override KindFields Fields => ScheduleFields.All;

    /// <inheritdoc/>
    public override void Clean(JsonObject body) => ScheduleFields.Clean(body);

    /// <inheritdoc/>
    public override void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings) => ScheduleAdaptation.Adapt(body);
}
