using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Notebooks;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/pairs/{pair}/notebooks</c>: how the notebooks stand, with the files that could not be copied.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="recorder">Knows it.</param>
public sealed class NotebooksEndpoint(PairRegistry pairs, NotebookRecorder recorder)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The report of the last pass; 404 when there is no such pair or no pass has ended.</returns>
    [Function("GetNotebooks")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/notebooks")] HttpRequest request, string pair,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        return await recorder.TryGetAsync(known.Name, cancellationToken) is { } report
            ? ApiResult.Json(report)
            : ApiResult.Problem(
                request, StatusCodes.Status404NotFound, "no-notebooks-yet", "The notebooks have not been looked at",
                $"No sweep of '{known.Name}' has come to the notebooks yet; POST /api/pairs/{known.Name}/sweeps starts one.");
    }
}
