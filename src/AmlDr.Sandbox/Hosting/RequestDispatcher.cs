using System.Text.Json.Nodes;
using AmlDr.Sandbox.Control;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Files;
using AmlDr.Sandbox.Http;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scoring;
using AmlDr.Sandbox.Vaults;
using Microsoft.AspNetCore.Http;

namespace AmlDr.Sandbox.Hosting;

/// <summary>
/// Everything between the socket and the simulated services: which service a request is for, outages, latency, faults, the call log, and
/// sending the answer, if the caller is to get one.
/// </summary>
internal sealed class RequestDispatcher(
    IReadOnlyDictionary<AzureService, ISimulatedService> services,
    ControlService control,
    RegionControl regions,
    FaultInjector faults,
    LatencyControl latency,
    CallLog log,
    TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        SimRequest request = new(http);
        string first = request.Target.Segments.Length > 0 ? request.Target.Segments[0] : string.Empty;
        if (first == "sandbox" || first.Length == 0)
        {
            await SendAsync(http, await control.HandleAsync(request, http.RequestAborted));
            return;
        }

        AzureService kind = first.ToLowerInvariant() switch
        {
            "subscriptions" or "providers" or "tenants" => AzureService.Arm,
            "msi" => AzureService.Identity,
            ScoringService.Segment => AzureService.Scoring,
            KeyVaultService.Segment => AzureService.KeyVault,
            _ when first.EndsWith(FileService.Suffix, StringComparison.OrdinalIgnoreCase) => AzureService.File,
            _ => AzureService.Blob,
        };
        await ServeAsync(http, new CallContext(request, kind), services[kind]);
    }

    private async Task ServeAsync(HttpContext http, CallContext call, ISimulatedService service)
    {
        DateTimeOffset time = clock.GetUtcNow();
        long begun = clock.GetTimestamp();
        service.Classify(call);
        Outcome outcome;
        try
        {
            outcome = await DecideAsync(call, service, http.RequestAborted);
        }
        catch (ConnectionDroppedException exception)
        {
            outcome = new Outcome(null, exception.Fault, faults.Hang);
        }
        catch (Exception exception) when (exception is IOException || (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            outcome = new Outcome(null, "clientLeft", TimeSpan.Zero);
        }
#pragma warning disable CA1031 // A mistake of the simulator must show as such, in the answer and in the log, and not end the connection.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SimResponse broken = SimResponse.Json(500, new JsonObject { ["simulatorError"] = exception.ToString() }, errorCode: "SimulatorError");
            outcome = new Outcome(broken, "simulatorError:" + exception.GetType().Name, null);
        }

        long sequence = log.Add(new CallRecord
        {
            Time = time,
            Service = call.Service,
            Region = call.Region,
            Account = call.Account,
            Method = call.Request.Method,
            Path = Redaction.Clean(call.Request.PathAndQuery),
            Operation = call.Operation,
            Status = outcome.Lost ? 0 : outcome.Response!.Status,
            Error = outcome.Response?.ErrorCode,
            Fault = outcome.Fault,
            TookEffect = outcome.Response?.TookEffect == true,
            Caller = call.Caller?.ToString(),
            BytesIn = call.Request.BytesRead,
            BytesOut = outcome.Lost ? 0 : outcome.Response!.Body?.Length ?? 0,
            BytesCopied = outcome.Response?.BytesCopied ?? 0,
            DurationMilliseconds = clock.GetElapsedTime(begun).TotalMilliseconds,
        });
        if (outcome.Lost)
        {
            await DropAsync(http, outcome.Hang!.Value);
            log.End(sequence, clock.GetElapsedTime(begun).TotalMilliseconds);
        }
        else
        {
            await SendAsync(http, outcome.Response!);
        }
    }

    private async Task<Outcome> DecideAsync(CallContext call, ISimulatedService service, CancellationToken aborted)
    {
        TimeSpan wait = latency.Draw(call.Service, call.Region);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, aborted);
        switch (regions.Draw(call.Region))
        {
            case OutageMode.Unavailable:
                return new Outcome(service.Refuse(call, 503, retryAfterSeconds: null), "outage:unavailable", null);
            case OutageMode.Reset:
                return new Outcome(null, "outage:reset", TimeSpan.Zero);
            case OutageMode.Timeout:
                return new Outcome(null, "outage:timeout", faults.Hang);
        }

        Fault? fault = faults.Draw(call);
        switch (fault?.Kind)
        {
            case FaultKind.Throttle429:
                return new Outcome(service.Refuse(call, 429, fault.RetryAfterSeconds), fault.Label, null);
            case FaultKind.Error500:
                return new Outcome(service.Refuse(call, 500, null), fault.Label, null);
            case FaultKind.Error503:
                return new Outcome(service.Refuse(call, 503, fault.RetryAfterSeconds), fault.Label, null);
            case FaultKind.Reset:
                return new Outcome(null, fault.Label, TimeSpan.Zero);
            case FaultKind.TimeoutBefore:
                return new Outcome(null, fault.Label, fault.Hang);
        }

        SimResponse response = await service.HandleAsync(call, aborted);
        return fault?.Kind switch
        {
            FaultKind.TimeoutAfter => new Outcome(response, fault.Label, fault.Hang),
            FaultKind.ResetAfter => new Outcome(response, fault.Label, TimeSpan.Zero),
            _ => new Outcome(response, null, null),
        };
    }

    /// <summary>Lets the caller wait, then ends the connection without an answer.</summary>
    private async Task DropAsync(HttpContext http, TimeSpan hang)
    {
        try
        {
            if (hang > TimeSpan.Zero)
                await Task.Delay(hang, clock, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up first, which is what a hang is for.
        }

        http.Abort();
    }

    private static async Task SendAsync(HttpContext http, SimResponse response)
    {
        http.Response.StatusCode = response.Status;
        foreach ((string name, string value) in response.Headers)
            http.Response.Headers[name] = HeaderText.Encode(value);
        if (response.ContentType is not null)
            http.Response.ContentType = response.ContentType;
        if (response.Body is null)
        {
            if (response.HeadLength is { } length)
                http.Response.ContentLength = length;
            else if (response.Status is not (204 or 304))
                http.Response.ContentLength = 0;
            return;
        }

        http.Response.ContentLength = response.Body.Length;
        if (http.Request.Method == "HEAD")
            return;
        try
        {
            await response.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left in the middle of the body.
        }
    }

    /// <summary>What becomes of a call. <paramref name="Hang"/> is set when the caller gets no answer.</summary>
    private sealed record Outcome(SimResponse? Response, string? Fault, TimeSpan? Hang)
    {
        public bool Lost => Hang is not null;
    }
}
