using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Sweeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Http;

/// <summary><c>POST /api/pairs/{pair}/sweeps</c>: starts a sweep, or points to the one that is under way.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="states">The pairs' states.</param>
/// <param name="logger">The log.</param>
public sealed class SweepsEndpoint(PairRegistry pairs, PairStateStore states, ILogger<SweepsEndpoint> logger)
{
    /// <summary>Answers 202 with the operation's address.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"operationId","started"}</c>; 404 when there is no such pair, 409 when the pair is not mirrored now.</returns>
    [Function("StartSweep")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pairs/{pair}/sweeps")] HttpRequest request, string pair,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        PairState state = await states.GetAsync(known.Name, cancellationToken);
        if (state.MirrorDirection != MirrorDirection.Forward)
        {
            return ApiResult.Refused(request, StatusCodes.Status409Conflict, new Refusal(
                "mirror-paused", "The pair is not mirrored now",
                $"The mirror's direction is {state.MirrorDirection} and the {state.ActiveSide} serves; a sweep would undo what the operation does.",
                state.OperationId is { } operation ? $"GET /api/operations/{operation}" : $"GET /api/pairs/{known.Name}/plan?mode=failback"));
        }

        bool started = await SweepStarter.StartAsync(client, known.Name, "request", logger, cancellationToken);
        string operationId = SweepStarter.InstanceId(known.Name);

        // Relative: behind the Functions host the request names the worker's own address.
        request.HttpContext.Response.Headers.Location = $"/api/operations/{operationId}";
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return ApiResult.Json(new { operationId, started }, StatusCodes.Status202Accepted);
    }
}
