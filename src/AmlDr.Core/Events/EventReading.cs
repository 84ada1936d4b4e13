using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Events;

/// <summary>What an event says.</summary>
/// <param name="EventId">The event's identifier, if it has one.</param>
/// <param name="Verdict">What to do with it.</param>
/// <param name="Workspace">The workspace that it names.</param>
/// <param name="Asset">The asset that it names. Its parts are not validated when the verdict is <see cref="EventVerdict.BadName"/>.</param>
/// <param name="Origin">Which source noticed.</param>
/// <param name="OccurredAt">When it happened, as the event says.</param>
/// <param name="Reason">Why the event is not of use, where it is not. Safe to log.</param>
/// <param name="Topic">Where the event says that it comes from: <c>topic</c>, or <c>source</c> in the CloudEvents schema. Not safe to log.</param>
public sealed record EventReading(
    string? EventId, EventVerdict Verdict, WorkspaceId? Workspace = null, AssetId? Asset = null,
    ChangeOrigin Origin = ChangeOrigin.WorkspaceEvent, DateTimeOffset? OccurredAt = null, string? Reason = null, string? Topic = null);
