using System.Globalization;
using AmlDr.Core.Reports;

namespace AmlDr.Core.Audits;

/// <summary>An audit's report for people.</summary>
public static class AuditPage
{
    private const int MostReasonsShown = 5;
    private static readonly AuditClass[] Classes = Enum.GetValues<AuditClass>();

    /// <summary>Makes the page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="history">Audits in a line each, the newest first; the report itself may be among them.</param>
    /// <returns>The page.</returns>
    public static Report Create(AuditReport report, IReadOnlyList<AuditSummary> history)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(history);
        return new Report(
            $"Audit of {report.Pair}",
            [
                new ReportFact("Verdict", Cell(report.Verdict)),
                new ReportFact("Assets", string.Join(", ", Classes.Where(report.Counts.ContainsKey).Select(found => $"{Number(report.Counts[found])} {found}"))),
                new ReportFact("Coverage", Percent(report.Coverage)),
                new ReportFact("Level", report.Level == AuditLevel.Hash ? $"{report.Level}, bytes of {Percent(report.Sample)} of the assets with files" : report.Level.ToString()),
                new ReportFact("Dependencies", $"{Number(report.DeployableComplete)} of {Number(report.Deployable)} deployable assets find everything they need"),
                new ReportFact("Began", Time(report.StartedAt)),
                new ReportFact("Ended", Time(report.EndedAt)),
                new ReportFact("Primary", report.Primary),
                new ReportFact("Secondary", report.Secondary),
                new ReportFact("Report", report.Id),
            ],
            [
                .. Unread(report),
                .. Repair(report),
                new ReportSection("Coverage by kind") { Tables = [Matrix(report)] },
                .. Trend(history),
                Findings(report),
            ]);
    }

    private static IEnumerable<ReportSection> Unread(AuditReport report) => report.Unread.Count == 0
        ? []
        :
        [
            new ReportSection("What could not be read")
            {
                Mark = new ReportCell(Number(report.Unread.Count), ReportTone.Unknown),
                Tables =
                [
                    new ReportTable(
                        ["Kind", "Code", "What"],
                        [.. report.Unread.Select(one => (IReadOnlyList<ReportCell>)[one.Kind ?? "all", new ReportCell(one.Code, ReportTone.Unknown), one.Message])]),
                ],
            },
        ];

    private static IEnumerable<ReportSection> Repair(AuditReport report)
    {
        if (report.Repair is not { } repair)
        {
            return [];
        }

        return
        [
            new ReportSection("Repair")
            {
                Paragraphs = repair.Guard is null ? [] : [$"Extra assets were left alone: {repair.Guard}"],
                Facts =
                [
                    new ReportFact("Asked for", Number(repair.Asked)),
                    new ReportFact("Mirrored", Tone(repair.Mirrored, ReportTone.Good)),
                    new ReportFact("Failed", Tone(repair.Failed, ReportTone.Bad)),
                    new ReportFact("Refused", Tone(repair.Refused, ReportTone.Warning)),
                    new ReportFact("Take no part", Number(repair.Skipped)),
                    new ReportFact("Extra, treated as the policy's 'deletions' says", Number(repair.Removed)),
                    new ReportFact("Findings that no repair can mend", Tone(repair.Left, ReportTone.Warning)),
                ],
            },
        ];
    }

    private static ReportTable Matrix(AuditReport report) => new(
        ["Kind", .. Classes.Select(found => found.ToString()), "Takes no part", "Kept", "Files compared", "Coverage", "Read from"],
        [
            .. report.Kinds.Select(Row),
            [
                "All", .. Classes.Select(found => Tone(found, report.Kinds.Sum(kind => kind.Of(found)))), Number(report.Kinds.Sum(kind => kind.Skipped)),
                Number(report.Kinds.Sum(kind => kind.Kept)), Number(report.Kinds.Sum(kind => kind.Files)), Percent(report.Coverage), "",
            ],
        ]);

    private static IReadOnlyList<ReportCell> Row(AuditKind kind) =>
    [
        kind.Kind, .. Classes.Select(found => Tone(found, kind.Of(found))), Number(kind.Skipped), Number(kind.Kept), Number(kind.Files),
        kind.Known == 0 ? "-" : Percent((double)kind.Match / kind.Known), kind.IsFromCatalog ? new ReportCell("catalog", ReportTone.Warning) : "primary",
    ];

    private static IEnumerable<ReportSection> Trend(IReadOnlyList<AuditSummary> history) => history.Count == 0
        ? []
        :
        [
            new ReportSection("Trend")
            {
                Figures = [AuditTrend.Draw(history)],
                Tables =
                [
                    new ReportTable(
                        ["Began", "Level", "Verdict", .. Classes.Select(found => found.ToString()), "Mended", "Coverage"],
                        [
                            .. history.Select(one => (IReadOnlyList<ReportCell>)
                            [
                                Time(one.StartedAt), one.Level.ToString(), Cell(one.Verdict),
                                .. Classes.Select(found => Tone(found, one.Counts.GetValueOrDefault(found))), Number(one.Mended), Percent(one.Coverage),
                            ]),
                        ]),
                ],
            },
        ];

    private static ReportSection Findings(AuditReport report) => new("Findings")
    {
        Paragraphs =
            report.FindingCount == 0 ? ["None."]
            : report.FindingCount > report.Findings.Count
                ? [$"The first {Number(report.Findings.Count)} of {Number(report.FindingCount)}; all of them: GET /api/pairs/{report.Pair}/audits/{report.Id}/findings."]
            : [],
        Tables = report.Findings.Count == 0
            ? []
            :
            [
                new ReportTable(
                    ["Class", "Kind", "Asset", "Why", "Repair"],
                    [
                        .. report.Findings.Select(finding => (IReadOnlyList<ReportCell>)
                        [
                            new ReportCell(finding.Class.ToString(), ToneOf(finding.Class)), finding.Asset.Kind,
                            finding.Asset.Version.Length == 0 ? finding.Asset.Name : $"{finding.Asset.Name}:{finding.Asset.Version}", Why(finding),
                            finding.IsRepairable ? "possible" : "by hand",
                        ]),
                    ]),
            ],
    };

    private static string Why(AuditFinding finding)
    {
        int more = finding.MoreReasons + Math.Max(0, finding.Reasons.Count - MostReasonsShown);
        return string.Join('\n', finding.Reasons.Take(MostReasonsShown).Select(reason => reason.Message)) + (more > 0 ? $"\nand {Number(more)} more" : "");
    }

    private static ReportCell Tone(AuditClass found, int number) => Tone(number, ToneOf(found));

    private static ReportCell Tone(int number, ReportTone tone) => new(Number(number), number == 0 ? ReportTone.None : tone);

    private static ReportTone ToneOf(AuditClass found) => found switch
    {
        AuditClass.Match => ReportTone.Good,
        AuditClass.Extra => ReportTone.Warning,
        AuditClass.Error => ReportTone.Unknown,
        _ => ReportTone.Bad,
    };

    private static ReportCell Cell(AuditVerdict verdict) => new(verdict.ToString(), verdict switch
    {
        AuditVerdict.Equal or AuditVerdict.Mended => ReportTone.Good,
        AuditVerdict.Incomplete => ReportTone.Unknown,
        _ => ReportTone.Bad,
    });

    private static string Percent(double share) => (Math.Floor(share * 10_000) / 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
