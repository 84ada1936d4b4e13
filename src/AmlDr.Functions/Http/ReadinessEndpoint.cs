using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Readiness;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness;
using AmlDr.Functions.Readiness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/pairs/{pair}/readiness</c>: the newest readiness report, as JSON, Markdown or HTML by <c>Accept</c>; with <c>?fresh=true</c> makes a new one.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="reports">The reports.</param>
/// <param name="logger">The log.</param>
public sealed class ReadinessEndpoint(PairRegistry pairs, ReadinessStore reports, ILogger<ReadinessEndpoint> logger)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The report; 202 when a new one is on its way; 404 before the first and when there is no such pair.</returns>
    [Function("GetReadiness")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/readiness")] HttpRequest request, string pair,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        string? asked = request.Query["fresh"];
        bool fresh = false;
        if (asked is not null && !bool.TryParse(asked, out fresh))
        {
            return ApiResult.BadParameter(request, "fresh", asked, "use true or false.");
        }

        if (fresh)
        {
            bool started = await ReadinessStarter.StartAsync(client, known.Name, "request", logger, cancellationToken);
            request.HttpContext.Response.Headers.Location = $"/api/pairs/{known.Name}/readiness";
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return ApiResult.Json(new { operationId = ReadinessStarter.InstanceId(known.Name), started }, StatusCodes.Status202Accepted);
        }

        if (await reports.TryGetHeadAsync(known.Name, cancellationToken) is not { } head)
        {
            return ApiResult.Problem(
                request, StatusCodes.Status404NotFound, "no-report", "There is no report yet",
                $"No readiness check of '{known.Name}' has ended yet. Start one with GET /api/pairs/{known.Name}/readiness?fresh=true.");
        }

        ReadinessReport report = await reports.ReadAsync(head, cancellationToken);
        return ReportResult.Create(request, report, () => ReadinessPage.Create(report, head.History));
    }
}
