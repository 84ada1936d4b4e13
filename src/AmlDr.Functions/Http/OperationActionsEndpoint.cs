using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Assets;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary><c>POST /api/operations/{id}/{approve|reject|pause|resume|retry|skip|cancel}</c>: what staff do, recorded with who and why.</summary>
/// <param name="operations">The operations.</param>
/// <param name="actions">Carries them out.</param>
public sealed class OperationActionsEndpoint(OperationStore operations, OperationActions actions)
{
    private static readonly OperationMove[] Moves = [.. Enum.GetValues<OperationMove>().Where(OperationMoves.IsForStaff)];

    /// <summary>Answers 202 with the operation's state.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="action">The action.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The state; 400, 404 or 409 with the reason and the request to send next.</returns>
    [Function("ActOnOperation")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/{action}")] HttpRequest request, string id, string action,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await operations.TryGetAsync(id, cancellationToken) is not { } operation)
        {
            return OperationsEndpoint.Unknown(request, id);
        }

        OperationMove[] named = [.. Moves.Where(one => string.Equals(one.ToString(), action, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 0)
        {
            return ApiResult.BadParameter(request, "action", action, $"use one of {string.Join(", ", Moves.Select(one => one.ToString().ToLowerInvariant()))}.");
        }

        (ActionRequest? body, string? fault) = await RequestReader.ReadAsync<ActionRequest>(request, cancellationToken);
        fault ??= string.IsNullOrWhiteSpace(body!.By) ? "'by' is missing; say who asks, for the audit trail."
            : string.IsNullOrWhiteSpace(body.Reason) ? "'reason' is missing; say why, for the audit trail."
            : null;
        if (!RequestReader.TryReadKey(request, out string? key))
        {
            fault ??= "'Idempotency-Key' must have 1 to 255 characters.";
        }

        if (fault is not null)
        {
            return ApiResult.Refused(request, StatusCodes.Status400BadRequest, new Refusal(
                "bad-request", "The request cannot be used", fault,
                $"POST /api/operations/{operation.Id}/{AssetNames.Printable(action)} {{\"by\":\"...\",\"reason\":\"...\"}}"));
        }

        (OperationRecord? moved, Refusal? refusal) = await actions.ActAsync(
            client, operation, named[0], body!, $"staff:{key ?? Guid.NewGuid().ToString("N")}", cancellationToken);
        if (refusal is not null)
        {
            return ApiResult.Refused(
                request, refusal.Code == "bad-request" ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict, refusal);
        }

        request.HttpContext.Response.Headers.Location = $"/api/operations/{operation.Id}";
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return ApiResult.Json(new { operationId = moved!.Id, state = moved.State, stage = moved.Stage }, StatusCodes.Status202Accepted);
    }
}
