using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Functions.Operations;
using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary>
/// <c>POST /api/operations/{id}/{approve|reject|pause|resume|retry|skip|cancel}</c>: what staff do, recorded with who and why. Each is a function of its
/// own, so that each has its own rule. They answer 202 with the operation's state; 400, 404 or 409 with the reason and the request to send next.
/// </summary>
/// <param name="operations">The operations.</param>
/// <param name="actions">Carries them out.</param>
public sealed class OperationActionsEndpoint(OperationStore operations, OperationActions actions)
{
    /// <summary>Approves the plan that waits.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("ApproveOperation")]
    public Task<IActionResult> ApproveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/approve")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Approve, client, context, cancellationToken);

    /// <summary>Rejects the plan that waits.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("RejectOperation")]
    public Task<IActionResult> RejectAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/reject")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Reject, client, context, cancellationToken);

    /// <summary>Holds the operation up before its next steps.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("PauseOperation")]
    public Task<IActionResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/pause")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Pause, client, context, cancellationToken);

    /// <summary>Lets a paused operation go on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("ResumeOperation")]
    public Task<IActionResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/resume")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Resume, client, context, cancellationToken);

    /// <summary>Tries failed steps again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("RetryOperation")]
    public Task<IActionResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/retry")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Retry, client, context, cancellationToken);

    /// <summary>Does without failed steps.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("SkipOperation")]
    public Task<IActionResult> SkipAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/skip")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Skip, client, context, cancellationToken);

    /// <summary>Ends the operation and undoes what it did.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The answer.</returns>
    [Function("CancelOperation")]
    public Task<IActionResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "operations/{id}/cancel")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        ActAsync(request, id, OperationMove.Cancel, client, context, cancellationToken);

    private async Task<IActionResult> ActAsync(
        HttpRequest request, string id, OperationMove move, DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken)
    {
        if (await operations.TryGetAsync(id, cancellationToken) is not { } operation)
        {
            return OperationsEndpoint.Unknown(request, id);
        }

        Caller caller = context.GetCaller();
        ActionRequest said = context.GetBody<ActionRequest>()!;
        ActionRequest body = said with { By = Staff.NameOf(said.By, caller) };
        string? fault = body.By is null ? "'by' is missing; say who asks, for the audit trail."
            : string.IsNullOrWhiteSpace(body.Reason) ? "'reason' is missing; say why, for the audit trail."
            : null;
        if (!IdempotencyKey.TryRead(request, out string? key))
        {
            fault ??= "'Idempotency-Key' must have 1 to 255 characters.";
        }

        if (fault is not null)
        {
            return ApiResult.Refused(request, StatusCodes.Status400BadRequest, new OperationRefusal(
                "bad-request", "The request cannot be used", fault,
                $"POST /api/operations/{operation.Id}/{move.ToString().ToLowerInvariant()} {{\"by\":\"...\",\"reason\":\"...\"}}"));
        }

        (OperationRecord? moved, OperationRefusal? refusal) = await actions.ActAsync(
            client, operation, move, body, caller, $"staff:{key ?? Guid.NewGuid().ToString("N")}", cancellationToken);
        if (refusal is not null)
        {
            return ApiResult.Refused(
                request, refusal.Code == "bad-request" ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict, refusal);
        }

        request.HttpContext.Response.Headers.Location = $"/api/operations/{operation.Id}";
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return ApiResult.Json(new OperationMoved(moved!.Id, moved.State, moved.Stage), StatusCodes.Status202Accepted);
    }
}
