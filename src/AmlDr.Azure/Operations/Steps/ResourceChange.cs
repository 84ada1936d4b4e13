using System.Text.Json.Nodes;
using AmlDr.Core.Assets;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>What a step wants of a resource.</summary>
internal sealed class ResourceChange
{
    /// <summary>Says whether the resource is as it is wanted.</summary>
    public required Func<AssetDocument, bool> IsDone { get; init; }

    /// <summary>The whole body to write, given the resource as it stands; null when it does not stand.</summary>
    public required Func<AssetDocument?, CancellationToken, Task<JsonObject>> WriteAsync { get; init; }

    /// <summary>The part to patch instead, where the service lets it be patched; null to write the whole body.</summary>
    public Func<AssetDocument, JsonObject?> Patch { get; init; } = _ => null;

    /// <summary>The fields that are touched, as they stand.</summary>
    public Func<AssetDocument, JsonObject> Note { get; init; } = _ => [];

    /// <summary>True when the resource is made if it does not stand.</summary>
    public bool Creates { get; init; }

    /// <summary>False for undoing, which notes nothing.</summary>
    public bool IsNoted { get; init; } = true;
}
