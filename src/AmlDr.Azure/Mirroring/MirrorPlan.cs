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

    /// <summary>The body to write in the secondary, but for what is secret in it.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>True when the body lacks environment variables or other texts that may be secret; they are read again right before the write.</summary>
    public bool LacksSecrets { get; init; }

    /// <summary>The generation of the pair's roles under which the plan was made; a write under another one is refused.</summary>
    public long Generation { get; init; }

    /// <summary>True when the secondary held the asset when the plan was made.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>The names of the asset's children that stood in the secondary when the plan was made: an endpoint's deployments.</summary>
    public IReadOnlyList<string> StandingChildren { get; init; } = [];

    /// <summary>True when every file is copied, also one whose copy looks the same by its listing.</summary>
    public bool CopiesAnew { get; init; }

    /// <summary>The places of the asset's files; none when it has none to copy.</summary>
    public IReadOnlyList<ContentPlan> Contents { get; init; } = [];

    /// <summary>
    /// When the write in the secondary was begun. Set before the call: whoever finds it set does not know whether the call took effect, and looks.
    /// </summary>
    public DateTimeOffset? WriteBegunAt { get; init; }
}
