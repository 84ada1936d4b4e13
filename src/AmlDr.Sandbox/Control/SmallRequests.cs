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

/// <summary>Answer of the call log route.</summary>
internal sealed record CallPage
{
    public required long LastSequence { get; init; }

    public required IReadOnlyList<CallRecord> Calls { get; init; }
}
