using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.Audits;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Audits;
using AmlDr.Sandbox.Faults;
using NJsonSchema;

namespace AmlDr.Azure.Tests.Audits;

public sealed class AuditStoreTests : SimulatorTest
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    private AuditStore Store => Sim.Get<AuditStore>();

    private string Pair => Sim.Pair.Name;

    [Fact]
    public async Task WriteAsync_Twice_KeepsTheFirstAndIsNamedOnce()
    {
        Sim.Fail("blobs:put", FaultKind.ResetAfter, times: 1, path: "audits/2");
        await Store.WriteAsync(Report("a"), None);

        AuditReport standing = await Store.WriteAsync(Report("a") with { Verdict = AuditVerdict.Equal }, None);

        Assert.Equal(AuditVerdict.Drift, standing.Verdict);
        AuditSummary summary = Assert.Single((await Store.TryGetHeadAsync(Pair, None))!.History);
        Assert.Equal(($"pairs/{Pair}/audits/20260504T060000Z-a.json", 2), (summary.Blob, summary.Drift));
    }

    [Fact]
    public async Task TryReadAsync_ForgottenByTheHistory_IsFoundByItsName()
    {
        await Store.WriteAsync(Report("a"), None);
        for (int i = 0; i < 60; i++)
        {
            await Store.WriteAsync(Report($"r{i}") with { StartedAt = Start.AddHours(i + 1) }, None);
        }

        Assert.DoesNotContain((await Store.TryGetHeadAsync(Pair, None))!.History, one => one.Id == "a");
        Assert.Equal("a", (await Store.TryReadAsync(Pair, "a", None))!.Id);
        Assert.Null(await Store.TryReadAsync(Pair, "none", None));
    }

    [Fact]
    public async Task TryReadPageAsync_PagesOfTheReport_AreReadAndNoOthers()
    {
        AuditReport report = Report("a");
        await Store.WritePageAsync(Pair, Start, "a", 0, report.Findings, None);

        Assert.Equal(report.Findings.Select(finding => finding.Asset), (await Store.TryReadPageAsync(report, 0, None))!.Select(finding => finding.Asset));
        Assert.Null(await Store.TryReadPageAsync(report, 1, None));
    }

    [Fact]
    public async Task Schema_ReportWithEverything_Fits()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "audit.schema.json"));
        string json = JsonSerializer.Serialize(Report("a"), ControlStoreClient.Json);

        Assert.Empty(schema.Validate(json).Select(fault => fault.ToString()));
        JsonObject broken = JsonNode.Parse(json)!.AsObject();
        broken["findings"]![0]!["class"] = "Perhaps";
        Assert.NotEmpty(schema.Validate(broken.ToJsonString()));
    }

    private AuditReport Report(string id) => new()
    {
        Id = id,
        Pair = Pair,
        Primary = Primary.ToString(),
        Secondary = Secondary.ToString(),
        Level = AuditLevel.Hash,
        Sample = 0.5,
        StartedAt = Start,
        EndedAt = Start.AddMinutes(5),
        Verdict = AuditVerdict.Drift,
        Counts = new Dictionary<AuditClass, int> { [AuditClass.Match] = 1, [AuditClass.Missing] = 1, [AuditClass.Differs] = 1, [AuditClass.Extra] = 1, [AuditClass.Error] = 1 },
        Coverage = 0.25,
        Kinds = [new AuditKind("model") { IsFromCatalog = true, Match = 1, Missing = 1, Differs = 1, Extra = 1, Error = 1, Skipped = 1, Kept = 1, Contents = 1, Files = 2, FilesRead = 1, BytesRead = 8 }],
        Deployable = 2,
        DeployableComplete = 1,
        Unread = [new AuditUnread("AccessDenied", "why", "environment"), new AuditUnread("PrimaryUnreachable", "why")],
        FindingCount = 1,
        FindingPages = 1,
        Findings =
        [
            AuditFinding.Of(
                new AssetId("model", "m", "1"), AuditClass.Differs,
                [
                    new AuditReason(AuditCodes.Field, "…") { Field = "properties.tags", Expected = "a", Actual = "b" },
                    new AuditReason(AuditCodes.FileLength, "…") { File = "weights.bin", Expected = "2", Actual = "1" },
                    new AuditReason(AuditCodes.Field, "…") { Field = "properties.environmentVariables.KEY", IsSecret = true },
                ],
                true),
        ],
        Repair = new AuditRepair { Asked = 2, Mirrored = 1, Failed = 1, Mended = 1, Left = 1, Guard = "why" },
    };
}
