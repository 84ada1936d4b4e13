using AmlDr.Azure.Attestations;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness;
using AmlDr.Functions.Security;
using AmlDr.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Http;

/// <summary><c>POST /api/pairs/{pair}/readiness/attestations</c>: an operator vouches for what a check cannot read.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="attestations">The attestations.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class AttestationsEndpoint(PairRegistry pairs, AttestationStore attestations, TimeProvider clock, ILogger<AttestationsEndpoint> logger)
{
    private const int LongestName = 200;
    private const int ShortestReason = 10;
    private const int LongestReason = 2000;

    /// <summary>A body as it should be.</summary>
    internal const string Example =
        """{"check":"customer-managed-data","by":"kim@example.com","reason":"The Databricks workspace runs in both regions; tried on 3 May.","expiresAt":"2027-01-31T00:00:00Z"}""";

    /// <summary>Answers.</summary>
    /// <param name="request">The request; its body is an <see cref="AttestationRequest"/>.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="context">The invocation, which holds the body and the caller.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>201 with the attestation, which counts from the next report on; 400 with every fault of the body; 404 when there is no such pair.</returns>
    [Function("AttestReadiness")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pairs/{pair}/readiness/attestations")] HttpRequest request, string pair,
        FunctionContext context, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        AttestationRequest body = context.GetBody<AttestationRequest>()!;
        Caller caller = context.GetCaller();
        DateTimeOffset now = clock.GetUtcNow();
        string[] faults = [.. FaultsOf(body, now)];
        if (faults.Length > 0)
        {
            return JsonRequest.Bad(request, string.Join(' ', faults), Example);
        }

        var attestation = new Attestation(ReadinessChecks.Find(body.Check!)!.Id, Staff.NameOf(body.By, caller)!, body.Reason!.Trim(), now, body.ExpiresAt!.Value.ToUniversalTime());
        await attestations.WriteAsync(known.Name, attestation, cancellationToken);
        logger.ReadinessAttested(known.Name, attestation.Check, AssetNames.Printable(attestation.By), attestation.ExpiresAt);
        return ApiResult.Json(attestation, StatusCodes.Status201Created);
    }

    private static IEnumerable<string> FaultsOf(AttestationRequest body, DateTimeOffset now)
    {
        if (body.Check is null || ReadinessChecks.Find(body.Check) is null)
        {
            yield return $"'check' is {Show(body.Check)}; use one of {string.Join(", ", ReadinessChecks.All.Select(check => check.Id))}.";
        }

        if (body.By?.Trim() is not { Length: > 0 and <= LongestName })
        {
            yield return $"'by' is {Show(body.By)}; say who vouches, in 1 to {LongestName} characters.";
        }

        if (body.Reason?.Trim() is not { Length: >= ShortestReason and <= LongestReason })
        {
            yield return $"'reason' is {Show(body.Reason)}; say what was looked at and where, in {ShortestReason} to {LongestReason} characters.";
        }

        if (body.ExpiresAt is not { } expires || expires <= now || expires > now + Attestation.Longest)
        {
            yield return $"'expiresAt' is {Show(body.ExpiresAt?.ToString("O"))}; give a time after {now:u}, at most {Attestation.Longest.Days} days later.";
        }
    }

    private static string Show(string? value) => value is null ? "missing" : $"'{AssetNames.Printable(value)}'";
}
