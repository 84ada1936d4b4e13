using System.Text.Json.Nodes;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Jobs;

/// <summary>A job of the primary that had not ended when it was last seen, kept so that it can be submitted again in the secondary.</summary>
public sealed record JobCapture
{
    /// <summary>The job's name (its identifier) in the primary.</summary>
    public required string Name { get; init; }

    /// <summary>Its state when it was last looked at; <see cref="JobStates.Deleted"/> when the primary does not have it any more.</summary>
    public required string Status { get; init; }

    /// <summary>Its document as the primary returned it, with null where a secret stood.</summary>
    public required JsonObject Document { get; init; }

    /// <summary>The secrets, sealed, by their place in the document (JSON Pointer).</summary>
    public IReadOnlyDictionary<string, string> Sealed { get; init; } = new Dictionary<string, string>();

    /// <summary>When this was written down.</summary>
    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>Since when it is known to have ended; null while it runs. The capture is kept for a day from then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What stood in the way of submitting it again, when it was captured; empty when nothing did.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
