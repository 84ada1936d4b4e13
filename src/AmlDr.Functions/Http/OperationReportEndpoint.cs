using System.Text.Json.Nodes;
using AmlDr.Azure.Evidence;
using AmlDr.Azure.Operations;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Evidence;
using AmlDr.Core.Operations.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/operations/{id}/report</c>: the evidence of an operation that has ended, as JSON with its hash chain, Markdown or HTML by <c>Accept</c>.</summary>
/// <param name="operations">The operations.</param>
/// <param name="evidence">The evidence.</param>
/// <param name="maker">Writes what the operation's end could not.</param>
public sealed class OperationReportEndpoint(OperationStore operations, EvidenceStore evidence, EvidenceMaker maker)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The evidence; 404 when there is no such operation, 409 while it has not ended, 500 when the evidence is not as it was written.</returns>
    [Function("GetOperationReport")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "operations/{id}/report")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await operations.TryGetAsync(id, cancellationToken) is not { } operation)
        {
            return OperationsEndpoint.Unknown(request, id);
        }

        if (!operation.HasEnded)
        {
            return ApiResult.Refused(request, StatusCodes.Status409Conflict, new OperationRefusal(
                "not-ended", "The operation has not ended", $"The operation is {operation.State} at {operation.Stage}; its evidence is written at its end.",
                $"GET /api/operations/{operation.Id}"));
        }

        await maker.WriteAsync(operation.Id, cancellationToken);
        BinaryData json = (await evidence.TryReadAsync(operation.Pair, operation.Id, cancellationToken))!;
        EvidenceVerdict verdict = EvidenceVerifier.Verify(json.ToMemory().Span);
        return verdict.IsWhole
            ? ReportResult.Create(
                request, JsonNode.Parse(json.ToMemory().Span)!, () => EvidenceRenderer.ToReport(EvidenceChain.Read(json.ToMemory().Span), verdict.Hash!))
            : ApiResult.Problem(
                request, StatusCodes.Status500InternalServerError, "evidence-broken", "The evidence is not as it was written",
                $"{verdict.Reason} Compare the blob of the control store with its earlier versions, and with the hash that the notification of the operation's end told.");
    }
}
