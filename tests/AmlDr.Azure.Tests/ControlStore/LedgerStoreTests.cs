using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.ControlStore;

public class LedgerStoreTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;

    private static readonly DateTimeOffset Now = new(2026, 5, 1, 10, 20, 30, 123, TimeSpan.FromHours(2));

    private LedgerStore Ledger => Sim.Get<LedgerStore>();

    [Fact]
    public async Task Reading_BeforeTheFirstWrite_FindsNothing()
    {
        Assert.Null(await Ledger.TryGetAsync(Pair, Documents.ModelId(), None));
        Assert.Empty((await Ledger.ListPageAsync(Pair, null, null, 10, null, None)).Entries);
        Assert.Empty(await Ledger.ListVersionsAsync(Pair, "model", "churn", None));
    }

    [Fact]
    public async Task UpdateAsync_Record_IsReadBackWhole()
    {
        AssetRecord record = Record(Documents.ModelId()) with
        {
            Reason = new AssetReason("Conflict", "Weil es \"anders\" ist: 模型 🚀\r\n100 % <b>"),
            SourceModifiedAt = Now.AddMinutes(-5),
            SourceFingerprint = new string('a', 64),
            MirroredAt = Now,
            ContentDigest = new string('b', 64),
            FileCount = 3,
            ContentBytes = long.MaxValue,
            FailedAttempts = 2,
        };

        Assert.Equal(record, await UpdateAsync(record));

        Assert.Equal(record, await Ledger.TryGetAsync(Pair, record.Asset, None));
        LedgerEntry entry = Assert.Single((await Ledger.ListPageAsync(Pair, null, null, 10, null, None)).Entries);
        Assert.Equal(
            new LedgerEntry(
                record.Asset, record.State, record.Reason, record.UpdatedAt, record.SourceModifiedAt, record.MirroredAt, record.SourceFingerprint),
            entry);
    }

    [Fact]
    public async Task UpdateAsync_NothingChanged_WritesNothing()
    {
        AssetRecord record = await UpdateAsync(Record(Documents.ModelId()));
        int writes = Sim.Effects("blobs:put");

        await UpdateAsync(record);

        Assert.Equal(writes, Sim.Effects("blobs:put"));
    }

    [Fact]
    public async Task UpdateAsync_Change_SeesTheStandingRecord()
    {
        await UpdateAsync(Record(Documents.ModelId()) with { FailedAttempts = 1 });

        AssetRecord changed = await Ledger.UpdateAsync(
            Pair, Documents.ModelId(), standing => standing! with { FailedAttempts = standing.FailedAttempts + 1 }, None);

        Assert.Equal(2, changed.FailedAttempts);
        Assert.Equal(changed, await Ledger.TryGetAsync(Pair, Documents.ModelId(), None));
    }

    [Fact]
    public async Task UpdateAsync_ManyAtOnce_LosesNone()
    {
        await UpdateAsync(Record(Documents.ModelId()));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Ledger.UpdateAsync(
            Pair, Documents.ModelId(), standing => standing! with { FailedAttempts = standing.FailedAttempts + 1 }, None)));

        Assert.Equal(5, (await Ledger.TryGetAsync(Pair, Documents.ModelId(), None))!.FailedAttempts);
    }

    [Fact]
    public async Task UpdateAsync_FirstWritesAtOnce_LoseNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Ledger.UpdateAsync(
            Pair, Documents.ModelId(),
            standing => (standing ?? Record(Documents.ModelId())) with { FailedAttempts = (standing?.FailedAttempts ?? 0) + 1 }, None)));

        Assert.Equal(5, (await Ledger.TryGetAsync(Pair, Documents.ModelId(), None))!.FailedAttempts);
    }

    [Fact]
    public async Task UpdateAsync_SomebodyElseAlwaysFirst_IsConflict()
    {
        await UpdateAsync(Record(Documents.ModelId()));
        int asked = 0;

        await Assert.ThrowsAsync<ConflictException>(() => Ledger.UpdateAsync(
            Pair, Documents.ModelId(),
            standing =>
            {
                asked++;
                Overwrite(standing! with { FileCount = asked });
                return standing with { FailedAttempts = 1 };
            },
            None));

        Assert.Equal(5, asked);
        Assert.Equal(0, (await Ledger.TryGetAsync(Pair, Documents.ModelId(), None))!.FailedAttempts);
    }

    [Theory]
    [InlineData(FaultKind.Throttle429)]
    [InlineData(FaultKind.Error500)]
    [InlineData(FaultKind.Error503)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.TimeoutBefore)]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.ResetAfter)]
    public async Task UpdateAsync_WriteFailsOnce_CountsOnce(FaultKind kind)
    {
        await UpdateAsync(Record(Documents.ModelId()));
        Sim.Fail("blobs:put", kind);

        AssetRecord record = await Ledger.UpdateAsync(
            Pair, Documents.ModelId(), standing => standing! with { FailedAttempts = standing.FailedAttempts + 1 }, None);

        Assert.Equal(1, record.FailedAttempts);
        Assert.Equal(record, await Ledger.TryGetAsync(Pair, Documents.ModelId(), None));
    }

    [Theory]
    [InlineData("m")]
    [InlineData("模")]
    [InlineData("🚀")]
    [InlineData("\u0001")]
    public async Task UpdateAsync_VeryLongReason_IsKeptWholeAndListedShortened(string character)
    {
        string message = "x" + string.Concat(Enumerable.Repeat(character, 20_000));

        await UpdateAsync(Record(Documents.ModelId()) with { State = AssetState.Failed, Reason = new AssetReason("Transient", message) });

        Assert.Equal(message, (await Ledger.TryGetAsync(Pair, Documents.ModelId(), None))!.Reason!.Message);
        string listed = Assert.Single((await Ledger.ListPageAsync(Pair, null, null, 10, null, None)).Entries).Reason!.Message;
        Assert.EndsWith("...", listed, StringComparison.Ordinal);
        Assert.StartsWith(listed[..^3], message, StringComparison.Ordinal);
        Assert.True(listed.Length > 500);
    }

    [Fact]
    public async Task UpdateAsync_EmptyReason_IsKept()
    {
        AssetRecord record = await UpdateAsync(Record(Documents.ModelId()) with { Reason = new AssetReason("Code", "") });

        Assert.Equal(record.Reason, Assert.Single((await Ledger.ListPageAsync(Pair, null, null, 10, null, None)).Entries).Reason);
    }

    [Theory]
    [InlineData("with space", "1.0 beta+x&y=z")]
    [InlineData("größe-模型-🚀", "ü")]
    [InlineData("100%25", "%2e%2e")]
    [InlineData("a.b_c-d", "1")]
    [InlineData(".", "..")]
    [InlineData("../../../other", "a/b/c.json")]
    [InlineData("q?x#y", "1:2@3")]
    [InlineData("back\\slash", "'\"")]
    public async Task Assets_OddNames_HaveARecordOfTheirOwnInTheirOwnFolder(string name, string version)
    {
        AssetRecord record = await UpdateAsync(Record(new AssetId("environment", name, version)));
        await UpdateAsync(Record(new AssetId("environment", name + "x", version)));
        await UpdateAsync(Record(new AssetId("environment", name, version + "x")));

        Assert.Equal(record, await Ledger.TryGetAsync(Pair, record.Asset, None));
        Assert.Equal(
            [version, version + "x"], (await Ledger.ListVersionsAsync(Pair, "environment", name, None)).Keys.Order(StringComparer.Ordinal));
        Assert.Contains(
            record.Asset, (await Ledger.ListPageAsync(Pair, "environment", null, 10, null, None)).Entries.Select(entry => entry.Asset));
        Assert.All(
            Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "amldr"),
            blob => Assert.StartsWith($"pairs/{Pair}/ledger/environment/", blob.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListPageAsync_MoreThanAPage_GoesOnWithoutLossOrDouble()
    {
        for (int i = 0; i < 7; i++)
        {
            await UpdateAsync(Record(Documents.ModelId(version: $"{i}")));
        }

        var sizes = new List<int>();
        var versions = new List<string>();
        string? token = null;
        do
        {
            LedgerPage page = await Ledger.ListPageAsync(Pair, "model", null, 3, token, None);
            sizes.Add(page.Entries.Count);
            versions.AddRange(page.Entries.Select(entry => entry.Asset.Version));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal([3, 3, 1], sizes);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], versions);
    }

    [Fact]
    public async Task ListPageAsync_State_FiltersWithinThePage()
    {
        for (int i = 0; i < 6; i++)
        {
            await UpdateAsync(Record(Documents.ModelId(version: $"{i}")) with { State = i == 5 ? AssetState.Failed : AssetState.Mirrored });
        }

        LedgerPage first = await Ledger.ListPageAsync(Pair, null, AssetState.Failed, 3, null, None);
        LedgerPage second = await Ledger.ListPageAsync(Pair, null, AssetState.Failed, 3, first.ContinuationToken, None);

        Assert.Empty(first.Entries);
        Assert.NotNull(first.ContinuationToken);
        Assert.Equal("5", Assert.Single(second.Entries).Asset.Version);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task ListPageAsync_KindAndPair_AreKeptApart()
    {
        await UpdateAsync(Record(Documents.ModelId()));
        await UpdateAsync(Record(Documents.EnvironmentId()));
        await Ledger.UpdateAsync("churn-prod2", Documents.ModelId("other"), _ => Record(Documents.ModelId("other")), None);

        Assert.Equal(2, (await Ledger.ListPageAsync(Pair, null, null, 10, null, None)).Entries.Count);
        Assert.Equal("model", Assert.Single((await Ledger.ListPageAsync(Pair, "model", null, 10, null, None)).Entries).Asset.Kind);
        Assert.Equal("other", Assert.Single((await Ledger.ListPageAsync("churn-prod2", null, null, 10, null, None)).Entries).Asset.Name);
    }

    [Fact]
    public async Task Lists_ReadNoRecord()
    {
        for (int i = 0; i < 5; i++)
        {
            await UpdateAsync(Record(Documents.ModelId(version: $"{i}")));
        }

        long before = Sim.Azure.Calls.LastSequence;
        await Ledger.ListPageAsync(Pair, null, null, 100, null, None);
        await Ledger.ListVersionsAsync(Pair, "model", "churn", None);

        Assert.Equal(2, Sim.Calls("blobs:list", since: before).Count);
        Assert.Equal(before + 2, Sim.Azure.Calls.LastSequence);
    }

    [Fact]
    public async Task Lists_BlobsThatAreNoRecords_ArePassedOver()
    {
        await UpdateAsync(Record(Documents.ModelId()));
        BlobContainerClient container = Sim.Get<ControlStoreClient>().Container;
        foreach (string name in new[] { "model/churn/2.json", "model/x.json", "model/churn/1/2.json", "model/churn/3.txt", "readme" })
        {
            await container.UploadAsync(
                $"pairs/{Pair}/ledger/{name}", BinaryData.FromString("x"), BlobCondition.None, "text/plain",
                new Dictionary<string, string>
                {
                    ["state"] = name == "model/churn/2.json" ? "Melted" : "Mirrored", ["updated"] = "2026-01-01T00:00:00Z",
                },
                None);
        }

        Assert.Equal("1", Assert.Single((await Ledger.ListPageAsync(Pair, null, null, 10, null, None)).Entries).Asset.Version);
        Assert.Equal("1", Assert.Single(await Ledger.ListVersionsAsync(Pair, "model", "churn", None)).Key);
    }

    private Task<AssetRecord> UpdateAsync(AssetRecord record) => Ledger.UpdateAsync(Pair, record.Asset, _ => record, None);

    private static AssetRecord Record(AssetId asset) => new() { Asset = asset, State = AssetState.Mirrored, UpdatedAt = Now };

    // Another writer, between our read and our write.
    private void Overwrite(AssetRecord record) => Sim.Azure.Blobs.Put(
        Sim.World.ControlAccount.Name, "amldr", $"pairs/{Pair}/ledger/model/churn/1.json",
        Sandbox.Blobs.Contents.BlobContent.FromBytes(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(record, ControlStoreClient.Json)));
}
