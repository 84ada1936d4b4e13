using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Recovery;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/pairs/{pair}/jobs/{id}/outputs</c>: where the outputs of a job of the primary stand in its storage accounts.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="finder">Finds them.</param>
public sealed class JobOutputsEndpoint(PairRegistry pairs, JobOutputFinder finder)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="id">The job's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The places, also when the primary does not answer; 404 when there is no such pair, or the primary says that there is no such job.</returns>
    [Function("GetJobOutputs")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/jobs/{id}/outputs")] HttpRequest request, string pair, string id,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        if (!AssetNames.TryValidateName(id, out string? error))
        {
            return ApiResult.BadParameter(request, "id", id, $"use the name of a job: {error}");
        }

        JobOutputs? outputs = await finder.TryFindAsync(known, id, cancellationToken);
        return outputs is null
            ? ApiResult.Problem(
                request, StatusCodes.Status404NotFound, "unknown-job", "The primary has no such job", $"'id' is '{id}'; {known.Primary.Name} answers that it has no such job.")
            : ApiResult.Json(outputs);
    }
}
