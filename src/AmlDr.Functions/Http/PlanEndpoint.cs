using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary>
/// <c>GET /api/pairs/{pair}/plan?mode=planned|unplanned|drill|failback</c>: what the operation would do. Nothing is changed, and nothing of the primary is
/// asked.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="plans">Makes plans.</param>
public sealed class PlanEndpoint(PairRegistry pairs, PlanReader plans)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The plan, with the request that starts it; 404 when there is no such pair, 400 for an unknown mode, 501 for the way back, which is not automated.</returns>
    [Function("GetPlan")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/plan")] HttpRequest request, string pair,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        string word = request.Query["mode"].ToString();
        OperationMode[] modes = [.. Enum.GetValues<OperationMode>().Where(mode => SafetyRules.Word(mode) == word)];
        return modes is [OperationMode.Failback]
            ? ApiResult.Refused(request, StatusCodes.Status501NotImplemented, SafetyRules.FailbackIsByHand(known.Name))
            : modes.Length == 1
            ? ApiResult.Json(new PlanView(await plans.MakeAsync(known, modes[0], cancellationToken), SafetyRules.StartCommand(known.Name, modes[0], false)))
            : ApiResult.BadParameter(request, "mode", word, $"use one of {string.Join(", ", Enum.GetValues<OperationMode>().Select(SafetyRules.Word))}.");
    }
}
