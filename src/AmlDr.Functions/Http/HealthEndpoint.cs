using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/health</c>: each dependency with its state and latency; 503 when the app cannot do a failover.</summary>
/// <param name="probe">Does it.</param>
public sealed class HealthEndpoint(HealthProbe probe)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The state of the app.</returns>
    [Function("GetHealth")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health")] HttpRequest request, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        HealthReport report = await probe.ProbeAsync(client, cancellationToken);
        return ApiResult.Json(
            report, report.Status == "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
