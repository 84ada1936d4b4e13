namespace AmlDr.Sandbox.Http;

/// <summary>A simulated Azure service behind the dispatcher.</summary>
internal interface ISimulatedService
{
    /// <summary>Names the call's operation, region and account without touching any state.</summary>
    void Classify(CallContext call);

    /// <summary>Serves the call. Errors of the service are answers, not exceptions.</summary>
    Task<SimResponse> HandleAsync(CallContext call, CancellationToken cancellationToken);

    /// <summary>An error in the service's own form, for faults and outages.</summary>
    SimResponse Refuse(CallContext call, int status, int? retryAfterSeconds);
}
