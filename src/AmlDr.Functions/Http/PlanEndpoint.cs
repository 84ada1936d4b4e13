using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Planning;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary>
/// <c>GET /api/pairs/{pair}/plan?mode=planned|unplanned|drill|failback</c>: what the operation would do. Nothing is changed, and nothing is asked
/// of the primary; for a failback the secondary is, which serves then.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="plans">Makes plans.</param>
/// <param name="states">The pairs' states.</param>
public sealed class PlanEndpoint(PairRegistry pairs, PlanReader plans, PairStateStore states)
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The plan, with the request that starts it; 404 when there is no such pair, 400 for an unknown mode, 409 when the side that it starts from does not serve.</returns>
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
        if (modes is not [var mode])
        {
            return ApiResult.BadParameter(request, "mode", word, $"use one of {string.Join(", ", Enum.GetValues<OperationMode>().Select(SafetyRules.Word))}.");
        }

        // An operation that is under way keeps nobody from looking at what comes after it.
        PairState state = await states.GetAsync(known.Name, cancellationToken);
        return SafetyRules.JudgeState(known.Name, mode, state with { OperationId = null }, null) is { } refusal
            ? ApiResult.Refused(request, StatusCodes.Status409Conflict, refusal)
            : ApiResult.Json(new PlanView(await plans.MakeAsync(known, mode, cancellationToken), SafetyRules.StartCommand(known.Name, mode, false)));
    }
}
