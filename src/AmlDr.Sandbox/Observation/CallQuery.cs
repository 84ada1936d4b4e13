namespace AmlDr.Sandbox.Observation;

/// <summary>Which calls to read from the log. A property left null does not restrict.</summary>
public sealed record CallQuery
{
    /// <summary>Only calls with a higher sequence number.</summary>
    public long Since { get; init; }

    /// <summary>Only this service.</summary>
    public AzureService? Service { get; init; }

    /// <summary>Only this operation, exactly as named in <see cref="CallRecord.Operation"/>.</summary>
    public string? Operation { get; init; }

    /// <summary>Only this region.</summary>
    public string? Region { get; init; }

    /// <summary>Only this storage account.</summary>
    public string? Account { get; init; }

    /// <summary>Only calls that did (true) or did not (false) change state.</summary>
    public bool? Effect { get; init; }

    /// <summary>Only calls whose path contains this text, ignoring case.</summary>
    public string? PathContains { get; init; }

    /// <summary>At most so many, the oldest first. Null for all that the ring still holds.</summary>
    public int? Limit { get; init; }

    internal bool Matches(CallRecord call) =>
        call.Sequence > Since
        && (Service is null || call.Service == Service)
        && (Operation is null || call.Operation == Operation)
        && (Region is null || string.Equals(call.Region, Region, StringComparison.OrdinalIgnoreCase))
        && (Account is null || call.Account == Account)
        && (Effect is null || call.TookEffect == Effect)
        && (PathContains is null || call.Path.Contains(PathContains, StringComparison.OrdinalIgnoreCase));
}
