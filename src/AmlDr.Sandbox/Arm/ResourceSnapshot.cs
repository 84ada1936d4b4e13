using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm;

/// <summary>A resource as it stands, for comparing.</summary>
public sealed record ResourceSnapshot
{
    /// <summary>Its ARM id.</summary>
    public required string Id { get; init; }

    /// <summary>Its type below the workspace, for example <c>models/versions</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its id below the workspace, for example <c>models/credit/versions/3</c>; equal in two workspaces for the same asset.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is archived by itself.</summary>
    public required bool Archived { get; init; }

    /// <summary>The document that GET returns.</summary>
    public required JsonObject Document { get; init; }
}
