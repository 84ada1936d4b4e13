using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Functions.Audits;
using AmlDr.Functions.Sweeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/operations/{id}</c>: the live state of an operation.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="viewer">Describes failovers, drills and failbacks.</param>
/// <param name="clock">The clock.</param>
public sealed class OperationsEndpoint(PairRegistry pairs, FailoverViewer viewer, TimeProvider clock)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The operation's identifier.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The operation; 404 when there is none of the identifier.</returns>
    [Function("GetOperation")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "operations/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // Only what is an operation is shown, not every orchestration in the hub.
        bool isSweep = pairs.All.Any(pair => string.Equals(SweepStarter.InstanceId(pair.Name), id, StringComparison.Ordinal));
        bool isAudit = pairs.All.Any(pair => string.Equals(AuditStarter.InstanceId(pair.Name), id, StringComparison.Ordinal));
        OrchestrationMetadata? instance = isSweep || isAudit ? await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) : null;
        if (instance is null)
        {
            return !(isSweep || isAudit) && await viewer.DescribeAsync(id, request.Query["steps"] == "all", cancellationToken) is { } view
                ? ApiResult.Json(view)
                : Unknown(request, id);
        }

        if (isAudit)
        {
            AuditStatus? audit = Read<AuditStatus>(instance);
            return ApiResult.Json(new OperationView(
                id, "audit", instance.RuntimeStatus.ToString(), instance.CreatedAt, instance.LastUpdatedAt, null, null, instance.FailureDetails?.ErrorMessage)
            {
                Audit = audit,
            });
        }

        SweepSummary? summary = Read<SweepSummary>(instance);
        return ApiResult.Json(new OperationView(
            id, "sweep", instance.RuntimeStatus.ToString(), instance.CreatedAt, instance.LastUpdatedAt, summary,
            summary is null ? null : OperationProgress.Of(summary, instance.IsCompleted ? instance.LastUpdatedAt : clock.GetUtcNow()),
            instance.FailureDetails?.ErrorMessage));
    }

    // What it ended with, or while it runs what it shows.
    private static T? Read<T>(OrchestrationMetadata instance)
        where T : class =>
        instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? instance.ReadOutputAs<T>()
        : instance.SerializedCustomStatus is not null ? instance.ReadCustomStatusAs<T>()
        : null;

    /// <summary>The fault that there is no such operation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The identifier that was asked for.</param>
    /// <returns>The answer.</returns>
    internal static IActionResult Unknown(HttpRequest request, string id) => ApiResult.Problem(
        request, StatusCodes.Status404NotFound, "unknown-operation", "There is no such operation",
        $"'id' is '{AssetNames.Printable(id)}'; start one with POST /api/pairs/{{pair}}/sweeps, …/audits or /api/pairs/{{pair}}/failovers.");
}
