using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.Attestations;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Readiness;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Readiness;
using AmlDr.Sandbox.Faults;
using NJsonSchema;

namespace AmlDr.Azure.Tests.Readiness;

public sealed class ReadinessStoreTests : SimulatorTest
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    private ReadinessStore Store => Sim.Get<ReadinessStore>();

    private string Pair => Sim.Pair.Name;

    [Fact]
    public async Task TryGetHeadAsync_NothingWritten_IsNull() => Assert.Null(await Store.TryGetHeadAsync(Pair, None));

    [Fact]
    public async Task WriteAsync_SeveralReports_AreBlobsOfTheirOwnAndTheNewestIsNamed()
    {
        await Store.WriteAsync(Report("b", Start.AddDays(1)), Start.AddDays(1), None);
        await Store.WriteAsync(Report("a", Start), Start, None);

        ReadinessHead head = (await Store.TryGetHeadAsync(Pair, None))!;
        Assert.Equal($"pairs/{Pair}/readiness/20260505T060000Z-b.json", head.Blob);
        Assert.Equal(["b", "a"], head.History.Select(one => one.Id));
        ReadinessReport read = await Store.ReadAsync(head, None);
        Assert.Equal(("b", ReadinessVerdict.Fail, 1), (read.Id, read.Verdict, read.Counts[ReadinessVerdict.Fail]));
        Assert.Equal("fact", (string?)read.Checks[0].Facts["a"]);
    }

    [Fact]
    public async Task WriteAsync_SameReportAgain_KeepsTheFirst()
    {
        await Store.WriteAsync(Report("a", Start), Start, None);

        ReadinessReport standing = await Store.WriteAsync(Report("a", Start) with { Verdict = ReadinessVerdict.Pass }, Start, None);

        Assert.Equal(ReadinessVerdict.Fail, standing.Verdict);
        Assert.Single((await Store.TryGetHeadAsync(Pair, None))!.History);
    }

    [Fact]
    public async Task WriteAsync_AnswerLost_StandsOnce()
    {
        Sim.Fail("blobs:put", FaultKind.ResetAfter, times: 1, path: "readiness/2");

        await Store.WriteAsync(Report("a", Start), Start, None);

        Assert.Equal("a", Assert.Single((await Store.TryGetHeadAsync(Pair, None))!.History).Id);
    }

    [Fact]
    public async Task WriteAsync_ManyReports_HistoryIsBounded()
    {
        for (int i = 0; i <= ReadinessStore.LongestHistory; i++)
        {
            await Store.WriteAsync(Report($"r{i}", Start.AddHours(i)), Start.AddHours(i), None);
        }

        ReadinessHead head = (await Store.TryGetHeadAsync(Pair, None))!;
        Assert.Equal(ReadinessStore.LongestHistory, head.History.Count);
        Assert.Equal($"r{ReadinessStore.LongestHistory}", head.History[0].Id);
    }

    [Fact]
    public async Task Attestations_SameCheckAgain_ReplacesAndOthersStay()
    {
        AttestationStore store = Sim.Get<AttestationStore>();
        Assert.Empty(await store.ListAsync(Pair, None));
        await store.WriteAsync(Pair, Word("jobs", "first"), None);
        await store.WriteAsync(Pair, Word("cosmos-db", "other"), None);
        Sim.Fail("blobs:put", FaultKind.ResetAfter, times: 1, path: "attestations");
        await store.WriteAsync(Pair, Word("jobs", "second"), None);

        Assert.Equal(["cosmos-db: other", "jobs: second"], (await store.ListAsync(Pair, None)).Select(word => $"{word.Check}: {word.Reason}"));
    }

    [Fact]
    public async Task Schema_ReportOfASnapshot_Fits()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "readiness.schema.json"));
        ReadinessReport report = ReadinessJudge.Judge(
            await Sim.Get<ReadinessReader>().ReadAsync(Sim.Pair, None),
            [Word("assets", "swept by hand", TimeProvider.System.GetUtcNow().AddDays(1)), Word("jobs", "not needed")], "r");
        string json = JsonSerializer.Serialize(report, ControlStoreClient.Json);

        Assert.Empty(schema.Validate(json).Select(fault => fault.ToString()));
        JsonObject broken = JsonNode.Parse(json)!.AsObject();
        broken["checks"]![0]!["verdict"] = "Perhaps";
        Assert.NotEmpty(schema.Validate(broken.ToJsonString()));
    }

    private ReadinessReport Report(string id, DateTimeOffset takenAt) => new()
    {
        Id = id,
        Pair = Pair,
        Primary = Primary.ToString(),
        Secondary = Secondary.ToString(),
        TakenAt = takenAt,
        Verdict = ReadinessVerdict.Fail,
        Counts = new Dictionary<ReadinessVerdict, int> { [ReadinessVerdict.Fail] = 1 },
        Checks =
        [
            new CheckResult(
                "jobs", 28, "Jobs", "…", ReadinessVerdict.Fail, [new ReadinessFinding(ReadinessVerdict.Fail, "why", "what")], new JsonObject { ["a"] = "fact" }, null),
        ],
    };

    private static Attestation Word(string check, string reason, DateTimeOffset? expires = null) => new(check, "kim", reason, Start, expires ?? Start.AddDays(1));
}
