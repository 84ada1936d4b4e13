using AmlDr.Sandbox.Identity;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Sandbox.Http;

/// <summary>What is known of a call before and while it is served; the call log's line is written from it.</summary>
internal sealed class CallContext(SimRequest request, AzureService service)
{
    public SimRequest Request { get; } = request;

    public AzureService Service { get; } = service;

    /// <summary>The region whose outage stops the call; null when the call belongs to no region.</summary>
    public string? Region { get; set; }

    /// <summary>For calls to Resource Manager: namespace of the resource provider addressed.</summary>
    public string? Provider { get; set; }

    /// <summary>The storage account addressed, for blob calls.</summary>
    public string? Account { get; set; }

    /// <summary>Name of the operation, for example <c>models/versions:put</c>.</summary>
    public string Operation { get; set; } = "unknown";

    /// <summary>Who calls, once that has been verified.</summary>
    public CallerIdentity? Caller { get; set; }
}
