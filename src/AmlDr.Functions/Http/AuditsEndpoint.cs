using System.Globalization;
using AmlDr.Azure.Audits;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Azure.Reports;
using AmlDr.Core.Audits;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Functions.Audits;
using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Http;

/// <summary>
/// <c>POST /api/pairs/{pair}/audits</c> starts an audit; <c>GET …/audits</c> sums up the last ones, <c>GET …/audits/latest</c> and <c>…/audits/{id}</c>
/// give a report as JSON, Markdown or HTML by <c>Accept</c>, <c>GET …/audits/{id}/findings</c> all of its findings by pages.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="reports">The reports.</param>
/// <param name="states">The pairs' states.</param>
/// <param name="logger">The log.</param>
public sealed class AuditsEndpoint(PairRegistry pairs, AuditStore reports, PairStateStore states, ILogger<AuditsEndpoint> logger)
{
    private const string Latest = "latest";

    /// <summary>A body as it should be.</summary>
    internal const string Example = """{"level":"metadata|listing|hash","sample":0.05,"repair":false}""";


    /// <summary>Starts an audit.</summary>
    /// <param name="request">The request; its body is an <see cref="AuditRequest"/> or empty.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="context">The invocation, which holds the body.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>
    /// 202 and <c>{"operationId","started"}</c>; 400 for a body that cannot be used, 404 when there is no such pair, 409 when an audit is under way and
    /// the body asks for something.
    /// </returns>
    [Function("StartAudit")]
    public async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pairs/{pair}/audits")] HttpRequest request, string pair,
        [DurableClient] DurableTaskClient client, FunctionContext context, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        AuditRequest body = context.GetBody<AuditRequest>() ?? new AuditRequest();
        (AuditInput? input, string? wrong) = Read(known.Name, body);
        if (input is null)
        {
            return JsonRequest.Bad(request, wrong!, Example);
        }

        PairState state = await states.GetAsync(known.Name, cancellationToken);
        if (input.Repair && state.MirrorDirection != MirrorDirection.Forward)
        {
            return ApiResult.Refused(request, StatusCodes.Status409Conflict, new OperationRefusal(
                "mirror-paused", "The pair is not mirrored now",
                $"The mirror's direction is {state.MirrorDirection} and the {state.ActiveSide} serves; a repair would undo what the operation does. Leave out 'repair'.",
                state.OperationId is { } operation ? $"GET /api/operations/{operation}" : $"GET /api/pairs/{known.Name}/plan?mode=failback"));
        }

        bool started = await AuditStarter.StartAsync(client, input, "request", logger, cancellationToken);
        string operationId = AuditStarter.InstanceId(known.Name);
        request.HttpContext.Response.Headers.Location = $"/api/operations/{operationId}";
        request.HttpContext.Response.Headers.RetryAfter = "5";
        return started || body == new AuditRequest()
            ? ApiResult.Json(new StartedOperation(operationId, started), StatusCodes.Status202Accepted)
            : ApiResult.Problem(
                request, StatusCodes.Status409Conflict, "audit-under-way", "An audit is under way",
                $"The audit '{operationId}' is under way and was not told what this body asks for; ask again when it has ended.");
    }

    /// <summary>Sums up the last audits, the newest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"value":[…]}</c>; 404 when there is no such pair.</returns>
    [Function("GetAudits")]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/audits")] HttpRequest request, string pair, CancellationToken cancellationToken) =>
        pairs.TryGet(pair, out Pair? known)
            ? ApiResult.Json(new Listing<AuditSummary>((await reports.TryGetHeadAsync(known.Name, cancellationToken))?.History ?? []))
            : ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));

    /// <summary>Gives a report.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="id">The report's identifier, or <c>latest</c>.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns>The report; 404 when there is none, or no such pair.</returns>
    [Function("GetAudit")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/audits/{id}")] HttpRequest request, string pair, string id,
        CancellationToken cancellationToken)
    {
        (AuditReport? report, IActionResult? fault) = await FindAsync(request, pair, id, cancellationToken);
        if (report is null)
        {
            return fault!;
        }

        IReadOnlyList<AuditSummary> history = (await reports.TryGetHeadAsync(report.Pair, cancellationToken))?.History ?? [];
        return ReportResult.Create(request, report, () => AuditPage.Create(report, [.. history.Where(one => one.StartedAt <= report.StartedAt)]));
    }

    /// <summary>Gives a page of a report's findings.</summary>
    /// <param name="request">The request; <c>page</c> counts from 0.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="id">The report's identifier, or <c>latest</c>.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"value":[…],"page","pages"}</c>; 404 when there is no such report, page or pair.</returns>
    [Function("GetAuditFindings")]
    public async Task<IActionResult> GetFindingsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/audits/{id}/findings")] HttpRequest request, string pair, string id,
        CancellationToken cancellationToken)
    {
        string? asked = request.Query["page"];
        int page = 0;
        if (asked is not null && !int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out page))
        {
            return ApiResult.BadParameter(request, "page", asked, "use the number of a page, from 0.");
        }

        (AuditReport? report, IActionResult? fault) = await FindAsync(request, pair, id, cancellationToken);
        return report is null ? fault!
            : await reports.TryReadPageAsync(report, page, cancellationToken) is { } findings
                ? ApiResult.Json(new FindingsPage(findings, page, report.FindingPages))
            : page == 0 ? ApiResult.Json(new FindingsPage([], page, 0))
            : ApiResult.Problem(
                request, StatusCodes.Status404NotFound, "no-page", "There is no such page",
                $"'page' is {page}; the report '{report.Id}' has {report.FindingPages} pages of findings, counted from 0.");
    }

    private static (AuditInput? Input, string? Fault) Read(string pair, AuditRequest body)
    {
        var faults = new List<string>();
        AuditLevel level = AuditLevel.Listing;
        if (body.Level is not null && !(Enum.TryParse(body.Level, ignoreCase: true, out level) && Enum.GetNames<AuditLevel>().Contains(body.Level, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"'level' is '{Core.Assets.AssetNames.Printable(body.Level)}'; use metadata, listing or hash");
        }

        if (body.Sample is not null && body.Sample is not (> 0 and <= 1))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"'sample' is {body.Sample}; use a number above 0, at most 1"));
        }
        else if (body.Sample is not null && level != AuditLevel.Hash)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"'sample' is {body.Sample}, and counts for the level 'hash' alone; leave it out or ask for that level"));
        }

        return faults.Count > 0
            ? (null, string.Join(". ", faults))
            : (new AuditInput(pair) { Level = level, Sample = body.Sample ?? AuditInput.DefaultSample, Repair = body.Repair ?? false }, null);
    }

    private async Task<(AuditReport? Report, IActionResult? Fault)> FindAsync(HttpRequest request, string pair, string id, CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return (null, ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name)));
        }

        bool isLatest = string.Equals(id, Latest, StringComparison.OrdinalIgnoreCase);
        ReportHead<AuditSummary>? head = isLatest ? await reports.TryGetHeadAsync(known.Name, cancellationToken) : null;
        string? named = isLatest ? head?.History.FirstOrDefault(one => one.Blob == head.Blob)?.Id : id;
        AuditReport? report = named is null ? null : await reports.TryReadAsync(known.Name, named, cancellationToken);
        return report is not null ? (report, null)
            : (null, isLatest
                ? ApiResult.Problem(
                    request, StatusCodes.Status404NotFound, "no-report", "There is no report yet",
                    $"No audit of '{known.Name}' has ended yet. Start one with POST /api/pairs/{known.Name}/audits.")
                : ApiResult.Problem(
                    request, StatusCodes.Status404NotFound, "unknown-report", "There is no such report",
                    $"'id' is '{Core.Assets.AssetNames.Printable(id)}'; GET /api/pairs/{known.Name}/audits names the reports."));
    }
}
