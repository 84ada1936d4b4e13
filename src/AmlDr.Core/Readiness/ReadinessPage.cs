using System.Globalization;
using System.Text.Json;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Readiness;

/// <summary>A readiness report for people.</summary>
public static class ReadinessPage
{
    private static readonly ReadinessVerdict[] Order =
        [ReadinessVerdict.Fail, ReadinessVerdict.Unknown, ReadinessVerdict.Warn, ReadinessVerdict.Attested, ReadinessVerdict.Pass];

    /// <summary>Makes the page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="history">Earlier reports in a line each, the newest first; the report itself may be among them.</param>
    /// <returns>The page.</returns>
    public static Report Create(ReadinessReport report, IReadOnlyList<ReadinessSummary> history)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(history);
        return new Report(
            $"Readiness of {report.Pair}",
            [
                new ReportFact("Verdict", Cell(report.Verdict)),
                new ReportFact("Checks", string.Join(", ", Order.Where(report.Counts.ContainsKey).Select(verdict => $"{report.Counts[verdict]} {verdict}"))),
                new ReportFact("Taken at", Time(report.TakenAt)),
                new ReportFact("Primary", report.Primary),
                new ReportFact("Secondary", report.Secondary),
                new ReportFact("Report", report.Id),
            ],
            [
                new ReportSection("To do") { Paragraphs = Paragraphs(report), Tables = ToDo(report) },
                new ReportSection("All checks") { Tables = [All(report)] },
                .. Attestations(report),
                .. Trend(history),
                new ReportSection("What was read") { Tables = [Facts(report)] },
            ]);
    }

    private static string[] Paragraphs(ReadinessReport report) =>
        report.Checks.All(check => check.Verdict is ReadinessVerdict.Pass or ReadinessVerdict.Attested) ? ["Nothing."] : [];

    private static ReportTable[] ToDo(ReadinessReport report)
    {
        // What is vouched for is no work.
        IReadOnlyList<ReportCell>[] rows =
        [
            .. report.Checks
                .SelectMany(check => check.Findings
                    .Where(finding => finding.Verdict >= ReadinessVerdict.Warn && !(finding.Verdict == ReadinessVerdict.Unknown && check.Attestation is not null))
                    .Select(finding => (Check: check, Finding: finding)))
                .OrderByDescending(row => row.Finding.Verdict)
                .Select(row => (IReadOnlyList<ReportCell>)[Cell(row.Finding.Verdict), row.Check.Title, row.Finding.Reason, row.Finding.Remedy]),
        ];
        return rows.Length == 0 ? [] : [new ReportTable(["Verdict", "Check", "Why", "Remedy"], rows)];
    }

    private static ReportTable All(ReadinessReport report) => new(
        ["Verdict", "Check", "What the article asks", "Why"],
        [
            .. report.Checks.Select(check => (IReadOnlyList<ReportCell>)
            [
                Cell(check.Verdict), $"{check.Title}\n({check.Id})", check.Demand,
                string.Join('\n', check.Findings.Select(finding => finding.Reason)),
            ]),
        ]);

    private static IEnumerable<ReportSection> Attestations(ReadinessReport report)
    {
        IReadOnlyList<ReportCell>[] rows =
        [
            .. report.Checks.Where(check => check.Attestation is not null).Select(check => Row(check.Attestation!, "counts")),
            .. report.UnusedAttestations.Select(word => Row(word, word.ExpiresAt <= report.TakenAt ? "expired" : "not needed: the check says something else than 'unknown'")),
        ];
        return rows.Length == 0
            ? []
            : [new ReportSection("Attestations") { Tables = [new ReportTable(["Check", "By", "Reason", "Given", "Expires", "State"], rows)] }];

        static IReadOnlyList<ReportCell> Row(Attestation word, string state) => [word.Check, word.By, word.Reason, Time(word.AttestedAt), Time(word.ExpiresAt), state];
    }

    private static IEnumerable<ReportSection> Trend(IReadOnlyList<ReadinessSummary> history) => history.Count < 2
        ? []
        :
        [
            new ReportSection("Trend")
            {
                Tables =
                [
                    new ReportTable(
                        ["Taken at", "Verdict", .. Order.Select(verdict => verdict.ToString())],
                        [
                            .. history.Select(one => (IReadOnlyList<ReportCell>)
                            [
                                Time(one.TakenAt), Cell(one.Verdict),
                                .. Order.Select(verdict => (ReportCell)one.Counts.GetValueOrDefault(verdict).ToString(CultureInfo.InvariantCulture)),
                            ]),
                        ]),
                ],
            },
        ];

    private static ReportTable Facts(ReadinessReport report) => new(
        ["Check", "Facts"],
        [
            .. report.Checks.Where(check => check.Facts.Count > 0).Select(check => (IReadOnlyList<ReportCell>)
            [
                check.Id, string.Join('\n', check.Facts.Select(fact => $"{fact.Key}: {fact.Value?.ToJsonString(JsonSerializerOptions.Default) ?? "null"}")),
            ]),
        ]);

    private static ReportCell Cell(ReadinessVerdict verdict) => new(verdict.ToString(), verdict switch
    {
        ReadinessVerdict.Pass or ReadinessVerdict.Attested => ReportTone.Good,
        ReadinessVerdict.Warn => ReportTone.Warning,
        ReadinessVerdict.Unknown => ReportTone.Unknown,
        _ => ReportTone.Bad,
    });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
