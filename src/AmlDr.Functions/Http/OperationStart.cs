using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Operations;
using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary>What the endpoints that start operations have in common.</summary>
internal sealed class OperationStart(PairRegistry pairs, OperationStarter starter)
{
    private static readonly OperationMode[] FailoverModes = [OperationMode.Planned, OperationMode.Unplanned, OperationMode.Drill];

    /// <summary>Answers 202 with the operation's address, or why it is not started.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="isFailback">True for the way back, which has no mode.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    public async Task<IActionResult> RunAsync(
        HttpRequest request, string pair, bool isFailback, DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        FailoverBody body = context.GetBody<FailoverBody>()!;
        Caller caller = context.GetCaller();
        string? fault = null;
        OperationMode mode = OperationMode.Failback;
        if (!isFailback)
        {
            mode = FailoverModes.FirstOrDefault(one => SafetyRules.Word(one) == body.Mode, OperationMode.Failback);
            fault = mode == OperationMode.Failback
                ? $"'mode' is '{AssetNames.Printable(body.Mode ?? "")}'; use one of {string.Join(", ", FailoverModes.Select(SafetyRules.Word))}."
                : null;
        }

        fault ??= isFailback && body.Mode is not null ? "'mode' is given; the way back has none." : null;
        if (!IdempotencyKey.TryRead(request, out string? key))
        {
            fault ??= "'Idempotency-Key' must have 1 to 255 characters.";
        }

        if (fault is not null)
        {
            return ApiResult.Refused(request, StatusCodes.Status400BadRequest, new OperationRefusal(
                "bad-request", "The request cannot be used", fault,
                SafetyRules.StartCommand(known.Name, mode == OperationMode.Failback && !isFailback ? OperationMode.Unplanned : mode, false)));
        }

        var start = new StartRequest(mode, body.Confirm, body.Reason, Staff.NameOf(body.RequestedBy, caller), body.Force)
        {
            RequesterId = caller.IsKnown ? caller.Id : null,
        };
        (OperationRecord? operation, OperationRefusal? refusal) = await starter.StartAsync(client, known, start, key, cancellationToken);
        if (refusal is not null)
        {
            return ApiResult.Refused(request, StatusOf(refusal), refusal);
        }

        // Relative: behind the Functions host the request names the worker's own address.
        request.HttpContext.Response.Headers.Location = $"/api/operations/{operation!.Id}";
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return ApiResult.Json(
            new OperationAccepted(operation.Id, operation.Pair, SafetyRules.Word(operation.Mode), operation.State), StatusCodes.Status202Accepted);
    }

    private static int StatusOf(OperationRefusal refusal) => refusal.Code switch
    {
        "not-confirmed" or "bad-request" => StatusCodes.Status400BadRequest,
        "failback-not-available" => StatusCodes.Status501NotImplemented,
        "idempotency-key-reused" => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };
}
