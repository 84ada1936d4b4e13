using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using AmlDr.Azure.Recovery;
using AmlDr.Core.Audits;
using AmlDr.Core.Readiness;
using AmlDr.Functions.Http;
using AmlDr.Functions.Operations;

namespace AmlDr.Functions.Security;

/// <summary>
/// The rule of every HTTP function: who may call it with what. A function without a rule is refused to everybody.
/// </summary>
public sealed class AccessTable
{
    private static readonly Dictionary<int, string> UnknownPair = new() { [404] = "There is no such pair." };
    private readonly FrozenDictionary<string, AccessRule> _byFunction;

    /// <summary>Creates a table.</summary>
    /// <param name="rules">The rules, one per function.</param>
    public AccessTable(IEnumerable<AccessRule> rules)
    {
        Rules = [.. rules];
        _byFunction = Rules.ToFrozenDictionary(rule => rule.Function, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The table of this app.</summary>
    public static AccessTable Default { get; } = new(
    [
        new("GetHealth", Role.Reader, "Each dependency with its state and latency.")
        {
            Answer = typeof(HealthReport), OtherAnswers = new Dictionary<int, string> { [503] = "The app could not do a failover; the body is the same." },
        },
        new("GetPairs", Role.Reader, "All pairs: role, live RPO, coverage per kind, last sweep.") { Answer = typeof(Listing<PairView>) },
        new("GetPair", Role.Reader, "One pair.") { Answer = typeof(PairView), OtherAnswers = UnknownPair },
        new("GetAssets", Role.Reader, "The assets of a pair with their state, reason and lag, page by page.")
        {
            Query = new Dictionary<string, string>
            {
                ["kind"] = "Only assets of this kind.",
                ["state"] = "Only assets in this state.",
                ["top"] = "How many a page holds, 1 to 1000. Defaults to 200.",
                ["continuationToken"] = "The one of the page before.",
            },
            Answer = typeof(Listing<AssetView>),
            OtherAnswers = UnknownPair,
        },
        new("StartSweep", Role.Operator, "Starts a sweep, or points to the one that is under way.")
        {
            Starts = true,
            Body = typeof(SweepRequest),
            BodyIsOptional = true,
            Success = 202,
            Answer = typeof(StartedOperation),
            OtherAnswers = new Dictionary<int, string>
            {
                [404] = "There is no such pair.", [409] = "There is nothing to confirm, or the sweep under way was not told what this one was to be.",
            },
        },
        new("GetOperation", Role.Reader, "The live state of an operation: a sweep or audit, or a failover, drill or failback.")
        {
            Query = new Dictionary<string, string> { ["steps"] = "all names every step of a failover, drill or failback." },
            Answer = typeof(OperationView),
            OtherForm = typeof(FailoverView), OtherAnswers = new Dictionary<int, string> { [404] = "There is no such operation." },
        },
        new("GetOperationReport", Role.Reader, "The evidence of a failover, drill or failback that has ended.")
        {
            MediaTypes = ["application/json", "text/markdown", "text/html"],
            OtherAnswers = new Dictionary<int, string>
            {
                [404] = "There is no such operation.", [406] = "The report has no form that is accepted.", [409] = "The operation has not ended.",
                [500] = "The evidence is not as it was written.",
            },
        },
        new("GetExport", Role.Reader, "The catalog of a pair as files for the command line, without secrets.")
        {
            MediaTypes = ["application/zip"], OtherAnswers = UnknownPair,
        },
        new("GetJobs", Role.Reader, "The jobs of a pair whose specifications are kept for resubmission.") { OtherAnswers = UnknownPair },
        new("GetJob", Role.Reader, "One captured job and what stands in the way of submitting it again.")
        {
            OtherAnswers = new Dictionary<int, string> { [404] = "There is no such pair, or the job is not captured." },
        },
        new("GetJobOutputs", Role.Reader, "Where the outputs of a job stand in the primary's storage.")
        {
            Answer = typeof(JobOutputs), OtherAnswers = new Dictionary<int, string> { [404] = "There is no such pair or job." },
        },
        new("GetNotebooks", Role.Reader, "How the notebooks stand, with the files that could not be copied.")
        {
            OtherAnswers = new Dictionary<int, string> { [404] = "There is no such pair, or no sweep has come to the notebooks yet." },
        },
        new("GetReadiness", Role.Reader, "The newest readiness report.")
        {
            StartingQuery = "fresh",
            Query = new Dictionary<string, string> { ["fresh"] = "true makes a new one: 202, and an operator's role is needed." },
            MediaTypes = ["application/json", "text/markdown", "text/html"],
            Answer = typeof(ReadinessReport),
            OtherAnswers = new Dictionary<int, string>
            {
                [202] = "A new report is on its way.", [404] = "There is no such pair, or no report yet.", [406] = "The report has no form that is accepted.",
            },
        },
        new("StartAudit", Role.Operator, "Starts an audit, or points to the one that is under way.")
        {
            Starts = true,
            Body = typeof(AuditRequest),
            BodyIsOptional = true,
            Example = AuditsEndpoint.Example,
            Success = 202,
            Answer = typeof(StartedOperation),
            OtherAnswers = new Dictionary<int, string>
            {
                [404] = "There is no such pair.", [409] = "An audit is under way that was not told what this one was to be, or the pair is not mirrored now.",
            },
        },
        new("GetAudits", Role.Reader, "The last audits of a pair in a line each, the newest first.") { Answer = typeof(Listing<AuditSummary>), OtherAnswers = UnknownPair },
        new("GetAudit", Role.Reader, "An audit's report by its identifier, or the newest as latest.")
        {
            MediaTypes = ["application/json", "text/markdown", "text/html"],
            Answer = typeof(AuditReport),
            OtherAnswers = new Dictionary<int, string>
            {
                [404] = "There is no such pair or report, or no report yet.", [406] = "The report has no form that is accepted.",
            },
        },
        new("GetAuditFindings", Role.Reader, "All findings of an audit, page by page.")
        {
            Query = new Dictionary<string, string> { ["page"] = "The number of the page, from 0. Defaults to 0." },
            Answer = typeof(FindingsPage),
            OtherAnswers = new Dictionary<int, string> { [404] = "There is no such pair, report or page." },
        },
        new("AttestReadiness", Role.Operator, "Vouches for what a readiness check cannot read.")
        {
            Body = typeof(AttestationRequest), Example = AttestationsEndpoint.Example, Success = 201, Answer = typeof(Attestation), OtherAnswers = UnknownPair,
        },
        new("GetDeletedWorkspaces", Role.Reader, "The soft-deleted workspaces that are found.")
        {
            OtherAnswers = new Dictionary<int, string> { [404] = "There is no such pair.", [502] = "Azure could not be asked." },
        },
        new("RecoverDeletedWorkspace", Role.Operator, "Asks for a deleted workspace of the pair to be recovered.")
        {
            Starts = true,
            Body = typeof(RecoverRequest),
            Example = """{"confirm":"<workspace>"}""",
            Success = 202,
            OtherAnswers = new Dictionary<int, string>
            {
                [403] = "The app may not create workspaces.", [404] = "There is no such pair or workspace.", [409] = "It is refused, with the reason.", [502] = "Azure did not take it.",
            },
        },
        new("GetPlan", Role.Reader, "The failover, drill or failback that would run. Nothing is changed.")
        {
            Query = new Dictionary<string, string> { ["mode"] = "planned, unplanned, drill or failback." },
            Answer = typeof(PlanView),
            OtherAnswers = new Dictionary<int, string> { [404] = "There is no such pair.", [409] = "The side that it starts from does not serve." },
        },
        Start("StartFailover", "Starts a failover or a drill.", """{"mode":"unplanned","confirm":"<pair>","reason":"...","requestedBy":"...","force":false}"""),
        Start("StartFailback", "Starts the way back.", """{"confirm":"<pair>","reason":"...","requestedBy":"..."}"""),
        Act("ApproveOperation", Role.Approver, "Approves the plan that waits."),
        Act("RejectOperation", Role.Approver, "Rejects the plan that waits."),
        Act("PauseOperation", Role.Operator, "Holds an operation up before its next steps."),
        Act("ResumeOperation", Role.Operator, "Lets a paused operation go on."),
        Act("RetryOperation", Role.Operator, "Tries failed steps again."),
        Act("SkipOperation", Role.Operator, "Does without failed steps."),
        Act("CancelOperation", Role.Operator, "Ends an operation and undoes what it did."),
        new("GetOpenApi", Role.Reader, "This document."),
    ]);

    private static AccessRule Start(string function, string summary, string example) => new(function, Role.Operator, summary)
    {
        Starts = true,
        Body = typeof(FailoverBody),
        Example = example,
        Success = 202,
        Answer = typeof(OperationAccepted),
        OtherAnswers = new Dictionary<int, string>
        {
            [404] = "There is no such pair.", [409] = "It may not be started now, with the reason and what to do.", [422] = "A confirmation or reason is missing.",
        },
    };

    private static AccessRule Act(string function, Role role, string summary) => new(function, role, summary)
    {
        Starts = true,
        Body = typeof(ActionRequest),
        Example = """{"by":"...","reason":"..."}""",
        Success = 202,
        Answer = typeof(OperationMoved),
        OtherAnswers = new Dictionary<int, string> { [404] = "There is no such operation.", [409] = "The operation cannot do that now; the answer says what it can." },
    };

    /// <summary>All rules.</summary>
    public IReadOnlyList<AccessRule> Rules { get; }

    /// <summary>Looks for the rule of a function.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>False when there is none.</returns>
    public bool TryGet(string function, [NotNullWhen(true)] out AccessRule? rule) => _byFunction.TryGetValue(function, out rule);
}
