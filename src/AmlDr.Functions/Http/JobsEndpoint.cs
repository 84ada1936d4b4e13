using AmlDr.Azure.Jobs;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Jobs;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary>
/// <c>GET /api/pairs/{pair}/jobs</c> and <c>GET /api/pairs/{pair}/jobs/{name}</c>: the jobs whose specifications are kept for resubmission. Values of
/// environment variables are not shown.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="jobs">The captured jobs.</param>
public sealed class JobsEndpoint(PairRegistry pairs, JobStore jobs)
{
    /// <summary>Answers with all captured jobs, those that ended within the last day included.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"value":[…],"lastLook"?}</c>.</returns>
    [Function("GetJobs")]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/jobs")] HttpRequest request, string pair,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        IReadOnlyDictionary<string, JobCaptureEntry> entries = await jobs.ListAsync(known.Name, cancellationToken);
        JobPass? pass = await jobs.TryGetLatestPassAsync(known.Name, cancellationToken);
        return ApiResult.Json(new
        {
            value = entries.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(JobView.From).ToArray(),
            lastLook = pass is null ? null : new { pass.StartedAt, pass.EndedAt, pass.Seen, pass.Live, pass.Ended, pass.Failure, pass.FailedAt },
        });
    }

    /// <summary>Answers with one captured job and what stands in the way of submitting it again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="name">The job's name in the primary.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The job; 404 when there is no such pair or the job is not captured.</returns>
    [Function("GetJob")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/jobs/{name}")] HttpRequest request, string pair, string name,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        return await jobs.TryGetAsync(known.Name, name, cancellationToken) is { } capture
            ? ApiResult.Json(new
            {
                capture.Name, capture.Status, capture.CapturedAt, capture.EndedAt, capture.Findings,
            })
            : ApiResult.Problem(
                request, StatusCodes.Status404NotFound, "unknown-job", "The job is not captured",
                $"'name' is '{Core.Assets.AssetNames.Printable(name)}'; GET /api/pairs/{known.Name}/{JobKind.Instance.Collection} lists those that are.");
    }
}
