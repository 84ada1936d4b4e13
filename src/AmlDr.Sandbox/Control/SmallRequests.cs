using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Control;

/// <summary>Body of the fault profile route.</summary>
internal sealed record ProfileRequest
{
    public required string Profile { get; init; }
}

/// <summary>Body of the bandwidth route; null lifts the limit.</summary>
internal sealed record BandwidthRequest
{
    public required long? BytesPerSecond { get; init; }
}

/// <summary>Body of the hang route.</summary>
internal sealed record HangRequest
{
    public required int Milliseconds { get; init; }
}

/// <summary>Body of the token route.</summary>
internal sealed record TokenRequest
{
    public required string Audience { get; init; }

    public Guid? ClientId { get; init; }
}

/// <summary>Body of the key vault route.</summary>
internal sealed record KeyVaultRequest
{
    public required bool ReadOnly { get; init; }
}

/// <summary>Body of the quota route.</summary>
internal sealed record QuotaRequest
{
    public required string Key { get; init; }

    public required int Limit { get; init; }
}

/// <summary>Body of the route for failing deployments; null lets one work again.</summary>
internal sealed record ScoringFailureRequest
{
    public required string Id { get; init; }

    public required int? Status { get; init; }
}

/// <summary>Body of the job status route.</summary>
internal sealed record JobStatusRequest
{
    public required string Id { get; init; }

    public required string Status { get; init; }
}

/// <summary>Body of the route that enforces roles.</summary>
internal sealed record EnforcementRequest
{
    public required bool Enforced { get; init; }
}

/// <summary>Body of the route that assigns roles.</summary>
internal sealed record GrantRequest
{
    public required string PrincipalId { get; init; }

    public required string Role { get; init; }

    public required string Scope { get; init; }
}

/// <summary>Body of the route that defines roles.</summary>
internal sealed record RoleRequest
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public IReadOnlyList<string>? DataActions { get; init; }
}

/// <summary>Answer of the call log route.</summary>
internal sealed record CallPage
{
    public required long LastSequence { get; init; }

    public required IReadOnlyList<CallRecord> Calls { get; init; }
}
