using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Security;
using AmlDr.Functions.Sweeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Http;

/// <summary><c>POST /api/pairs/{pair}/sweeps</c>: starts a sweep, or points to the one that is under way.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="sweeps">What the last sweep found.</param>
/// <param name="states">The pairs' states.</param>
/// <param name="logger">The log.</param>
public sealed class SweepsEndpoint(PairRegistry pairs, SweepStore sweeps, PairStateStore states, ILogger<SweepsEndpoint> logger)
{
    /// <summary>Answers 202 with the operation's address.</summary>
    /// <param name="request">The request; its body is a <see cref="SweepRequest"/> or empty.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>
    /// <c>{"operationId","started"}</c>; 404 when there is no such pair, 409 when the pair is not mirrored now, there is nothing to confirm, or a sweep is
    /// under way that was not told what this one was to be.
    /// </returns>
    [Function("StartSweep")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pairs/{pair}/sweeps")] HttpRequest request, string pair,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        PairState state = await states.GetAsync(known.Name, cancellationToken);
        if (state.MirrorDirection != MirrorDirection.Forward)
        {
            return ApiResult.Refused(request, StatusCodes.Status409Conflict, new OperationRefusal(
                "mirror-paused", "The pair is not mirrored now",
                $"The mirror's direction is {state.MirrorDirection} and the {state.ActiveSide} serves; a sweep would undo what the operation does.",
                state.OperationId is { } operation ? $"GET /api/operations/{operation}" : $"GET /api/pairs/{known.Name}/plan?mode=failback"));
        }

        SweepRequest body = context.GetBody<SweepRequest>() ?? new SweepRequest();
        bool confirms = body.ConfirmDeletions is not null;
        if (confirms && !string.Equals(body.ConfirmDeletions, known.Name, StringComparison.Ordinal))
        {
            return ApiResult.BadParameter(
                request, "confirmDeletions", body.ConfirmDeletions!, $"to confirm, repeat the pair's name, '{known.Name}'.");
        }

        if (confirms && await sweeps.TryGetDeletionFindingAsync(known.Name, cancellationToken) is null)
        {
            return ApiResult.Problem(
                request, StatusCodes.Status409Conflict, "nothing-to-confirm", "No deletions wait for a confirmation",
                "'confirmDeletions' is given, and no sweep has found deletions that it did not believe. Start a sweep without it and look at the pair's findings.");
        }

        var input = new SweepInput(known.Name) { RetryFailed = body.RetryFailed, ConfirmDeletions = confirms };
        bool started = await SweepStarter.StartAsync(client, input, "request", logger, cancellationToken);
        string operationId = SweepStarter.InstanceId(known.Name);

        // Relative: behind the Functions host the request names the worker's own address.
        request.HttpContext.Response.Headers.Location = $"/api/operations/{operationId}";
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return started || !(body.RetryFailed || confirms)
            ? ApiResult.Json(new StartedOperation(operationId, started), StatusCodes.Status202Accepted)
            : ApiResult.Problem(
                request, StatusCodes.Status409Conflict, "sweep-under-way", "A sweep is under way",
                $"The sweep '{operationId}' is under way and was not told 'retryFailed' or 'confirmDeletions'; ask again when it has ended.");
    }
}
