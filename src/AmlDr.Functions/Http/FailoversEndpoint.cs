using AmlDr.Azure.Mirroring;
using AmlDr.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary><c>POST /api/pairs/{pair}/failovers</c>: starts a failover or a drill. The body must repeat the pair's name; <c>Idempotency-Key</c> is honoured.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="starter">Starts operations.</param>
public sealed class FailoversEndpoint(PairRegistry pairs, OperationStarter starter)
{
    /// <summary>Answers 202 with the operation's address.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The operation; 400, 404, 409 or 422 with the reason and the request to send next.</returns>
    [Function("StartFailover")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pairs/{pair}/failovers")] HttpRequest request, string pair,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken) =>
        new OperationStart(pairs, starter).RunAsync(request, pair, isFailback: false, client, context, cancellationToken);
}
