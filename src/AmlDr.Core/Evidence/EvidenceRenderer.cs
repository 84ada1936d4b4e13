using System.Globalization;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Evidence;

/// <summary>Shows evidence to people. The JSON is what counts; this is a view of it.</summary>
public static class EvidenceRenderer
{
    /// <summary>Makes a page that <see cref="MarkdownRenderer"/> and <see cref="HtmlRenderer"/> show.</summary>
    /// <param name="report">The evidence.</param>
    /// <param name="hash">The hash of its chain, by which the JSON is known.</param>
    /// <returns>The page.</returns>
    public static Report ToReport(EvidenceReport report, string hash)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(hash);
        EvidenceScope scope = report.Scope;
        IReadOnlyList<string> path = CriticalPath.Of(report.Steps);
        return new Report(
            $"Evidence of {scope.Mode} of {scope.Pair}",
            [
                new("Operation", report.Operation),
                new("Ended as", new ReportCell(report.Outcome.State, EvidenceText.Tone(report.Outcome.Tone))),
                new("Recovery time (RTO)", Rto(report.Outcome)),
                new("Recovery point (RPO)", EvidenceText.ShowMilliseconds(report.Outcome.RpoMilliseconds)),
                new("Requested", $"{EvidenceText.Show(scope.RequestedAt)} by {scope.RequestedBy}"),
                new("Reason", scope.Reason),
                new("Ended", EvidenceText.Show(report.Outcome.EndedAt)),
                new("Primary", scope.Primary),
                new("Secondary", scope.Secondary),
                new("SHA-256 of the chain", hash),
            ],
            [
                .. Exceptions(report), Timeline(report, path), Steps(report, path.ToHashSet(StringComparer.Ordinal)), Plan(report.Plan),
                .. People(report), .. Conditions(report), .. Versions(report),
            ]);
    }

    private static ReportCell Rto(EvidenceOutcome outcome) => outcome.RtoMilliseconds is not { } rto
        ? new ReportCell("not measured: the service was not verified", ReportTone.Bad)
        : outcome.WaitedMilliseconds == 0
            ? EvidenceText.ShowMilliseconds(rto)
            : $"{EvidenceText.ShowMilliseconds(rto)}, of which {EvidenceText.ShowMilliseconds(outcome.WaitedMilliseconds)} waiting for people";

    private static IEnumerable<ReportSection> Exceptions(EvidenceReport report) => report.Exceptions.Count == 0
        ? []
        : [new ReportSection("Exceptions") { Mark = new ReportCell($"{report.Exceptions.Count}", ReportTone.Warning), Tables = [Table(report.Exceptions)] }];

    private static ReportTable Table(IReadOnlyList<EvidenceException> exceptions) =>
        new(["What", "Code", "Why"], [.. exceptions.Select(one => (IReadOnlyList<ReportCell>)[one.Subject, one.Code, one.Message])]);

    private static ReportSection Timeline(EvidenceReport report, IReadOnlyList<string> path) => EvidenceTimeline.TryDraw(report, path) is not { } figure
        ? new ReportSection("Timeline") { Paragraphs = ["No step ran."] }
        : new ReportSection("Timeline") { Figures = [figure] };

    private static ReportSection Steps(EvidenceReport report, HashSet<string> path) => new("Steps")
    {
        Tables =
        [
            new ReportTable(
                ["Stage", "Step", "About", "Began", "Took", "Tries", "State", "Critical path", "Note"],
                [
                    .. report.Steps.Select(step => (IReadOnlyList<ReportCell>)
                    [
                        step.Stage, step.Action, step.Subject, EvidenceText.Show(step.StartedAt), EvidenceText.Show(step.Duration),
                        step.Attempts.ToString(CultureInfo.InvariantCulture), new ReportCell(step.Status, EvidenceText.Tone(step.Tone)),
                        path.Contains(step.Id) ? "yes" : "", step.Message,
                    ]),
                ]),
        ],
    };

    private static ReportSection Plan(EvidencePlan plan) => new("Plan")
    {
        Facts =
        [
            new("Made", EvidenceText.Show(plan.MadeAt)), new("Steps", plan.Steps.ToString(CultureInfo.InvariantCulture)),
            new("Estimated", EvidenceText.ShowMilliseconds(plan.EstimatedMilliseconds)),
        ],
        Paragraphs = plan.Warnings,
        Tables = plan.Unavailable.Count == 0 ? [] : [Table(plan.Unavailable) with { Caption = "Known to be unavailable" }],
    };

    private static IEnumerable<ReportSection> People(EvidenceReport report) => report.Acts.Count == 0
        ? []
        :
        [
            new ReportSection("Who did what")
            {
                Tables =
                [
                    new ReportTable(
                        ["When", "Who", "What", "Why", "Audit trail"],
                        [.. report.Acts.Select(act => (IReadOnlyList<ReportCell>)[EvidenceText.Show(act.At), act.Actor, act.Action, act.Reason, act.AuditHash])]),
                ],
            },
        ];

    private static IEnumerable<ReportSection> Conditions(EvidenceReport report) => report.Conditions.Count == 0
        ? []
        :
        [
            new ReportSection("Before and after")
            {
                Tables =
                [
                    new ReportTable(
                        ["What", "Before", "After", "As it had to be"],
                        [
                            .. report.Conditions.Select(one => (IReadOnlyList<ReportCell>)
                            [
                                one.Name, one.Before ?? "not read", one.After ?? "not read",
                                !one.MustBeEqual ? new ReportCell("")
                                    : one.Before is null || one.After is null ? new ReportCell("not known", ReportTone.Unknown)
                                    : one.Before == one.After ? new ReportCell("yes", ReportTone.Good) : new ReportCell("no", ReportTone.Bad),
                            ]),
                        ]),
                ],
            },
        ];

    private static IEnumerable<ReportSection> Versions(EvidenceReport report) => report.Versions.Count == 0
        ? []
        : [new ReportSection("Versions") { Facts = [.. report.Versions.Select(version => new ReportFact(version.Name, version.Value))] }];
}
