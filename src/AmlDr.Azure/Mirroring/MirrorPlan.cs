using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Azure.Mirroring;

/// <summary>
/// What is about to be done for one asset, kept in the control store because it may be larger than an orchestration's history should hold.
/// </summary>
public sealed record MirrorPlan
{
    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>The body to write in the secondary.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>The place of the asset's files; null when it has none to copy.</summary>
    public ContentPlan? Content { get; init; }

    /// <summary>
    /// When the write in the secondary was begun. Set before the call: whoever finds it set does not know whether the call took effect, and looks.
    /// </summary>
    public DateTimeOffset? WriteBegunAt { get; init; }
}
