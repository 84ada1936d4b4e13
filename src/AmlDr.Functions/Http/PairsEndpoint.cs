using AmlDr.Azure.Mirroring;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary><c>GET /api/pairs</c> and <c>GET /api/pairs/{pair}</c>: role, live RPO, coverage per kind, last sweep.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="overview">Sums them up.</param>
public sealed class PairsEndpoint(PairRegistry pairs, PairOverview overview)
{
    /// <summary>Answers with all pairs.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"value":[…]}</c>.</returns>
    [Function("GetPairs")]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs")] HttpRequest request, CancellationToken cancellationToken)
    {
        PairView[] views = await Task.WhenAll(pairs.All.Select(pair => overview.DescribeAsync(pair, cancellationToken)));
        return ApiResult.Json(new Listing<PairView>(views));
    }

    /// <summary>Answers with one pair.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The pair; 404 when there is none of the name.</returns>
    [Function("GetPair")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}")] HttpRequest request, string pair,
        CancellationToken cancellationToken) =>
        pairs.TryGet(pair, out Pair? known)
            ? ApiResult.Json(await overview.DescribeAsync(known, cancellationToken))
            : ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
}
