namespace AmlDr.Sandbox.App;

/// <summary>An asset as <c>GET /api/pairs/{pair}/assets</c> shows it.</summary>
public sealed record AppAsset
{
    /// <summary>Its kind: <c>model</c>, <c>environment</c>, ….</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Its state: <c>Mirroring</c>, <c>Mirrored</c>, <c>Skipped</c>, <c>Refused</c>, <c>Failed</c>, ….</summary>
    public required string State { get; init; }

    /// <summary>Why, where the state needs a reason.</summary>
    public AppReason? Reason { get; init; }

    /// <summary>When the primary last changed it.</summary>
    public DateTimeOffset? SourceModifiedAt { get; init; }

    /// <summary>When its presence in the secondary was verified.</summary>
    public DateTimeOffset? MirroredAt { get; init; }

    /// <summary>From the one to the other, in seconds.</summary>
    public double? LagSeconds { get; init; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Kind, name, version, state and reason, for messages.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        Reason is null ? $"{Kind} {Name}:{Version} is {State}" : $"{Kind} {Name}:{Version} is {State} ({Reason.Code}: {Reason.Message})";
}
