using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Tests.ControlStore;

public class ControlStoreClientTests : SimulatorTest
{
    private ControlStoreClient Store => Sim.Get<ControlStoreClient>();

    [Fact]
    public async Task TryReadAsync_NoContainerAndNoBlob_GivesNull()
    {
        Assert.Null(await Store.TryReadAsync<JsonObject>("x", None));
        await WriteAsync("other", []);

        Assert.Null(await Store.TryReadAsync<JsonObject>("x", None));
    }

    [Fact]
    public async Task WriteAsync_FirstUse_CreatesTheContainer()
    {
        Assert.DoesNotContain("amldr", Sim.Azure.Blobs.Containers(Sim.World.ControlAccount.Name));

        await WriteAsync("x", new JsonObject { ["a"] = 1 });

        Assert.Equal("""{"a":1}""", (await Store.TryReadAsync<JsonObject>("x", None))!.Value.ToJsonString());
    }

    [Fact]
    public async Task WriteAsync_ManyFirstUsesAtOnce_AllStand()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => WriteAsync($"{i}", new JsonObject { ["i"] = i })));

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(i, (int)(await Store.TryReadAsync<JsonObject>($"{i}", None))!.Value["i"]!);
        }
    }

    [Fact]
    public async Task WriteAsync_Conditions_HoldOrAreAConflict()
    {
        string first = await WriteAsync("x", [], BlobCondition.Absent);
        Assert.Equal(first, (await Store.TryReadAsync<JsonObject>("x", None))!.ETag);

        await Assert.ThrowsAsync<ConflictException>(() => WriteAsync("x", [], BlobCondition.Absent));
        await WriteAsync("x", [], BlobCondition.Unchanged(first));
        await Assert.ThrowsAsync<ConflictException>(() => WriteAsync("x", [], BlobCondition.Unchanged(first)));
    }

    [Fact]
    public async Task WriteAsync_ConditionOnABlobOfAMissingContainer_IsConflict() =>
        await Assert.ThrowsAsync<ConflictException>(() => WriteAsync("x", [], BlobCondition.Unchanged("\"0x1\"")));

    [Fact]
    public async Task Json_AnyDocument_IsReadAsItWasWritten()
    {
        const string text =
            """
            {"Team":"a","team":"b","":"empty","a.b":"dots","größe":"模型 🚀","nothing":null,"list":[1,2.50,1e3,null,{"x":null}],
            "big":12345678901234567890123,"text":"<&'\"\\\u0001>","deep":{"Deep":{"deep":true}}}
            """;
        var body = (JsonObject)JsonNode.Parse(text)!;

        await WriteAsync("x", body);

        JsonObject read = (await Store.TryReadAsync<JsonObject>("x", None))!.Value;
        Assert.Equal(body.ToJsonString(), read.ToJsonString());
        Assert.Equal(("a", "b"), ((string?)read["Team"], (string?)read["team"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"asset":""")]
    [InlineData("""{"asset":null,"state":"Mirrored","updatedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"asset":{"kind":"model","name":"a","version":"1"},"state":"Melted","updatedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"asset":{"kind":"model","name":"a","version":"1"},"state":"Mirrored","updatedAt":"yesterday"}""")]
    [InlineData("""{"asset":{"kind":"model","name":"a","version":"1"},"state":"Mirrored","updatedAt":"2026-01-01T00:00:00Z","fileCount":"many"}""")]
    public async Task TryReadAsync_Garbage_IsInvalidAndNamesTheBlob(string content)
    {
        await PutRawAsync("garbage", content);

        InvalidAssetException failure =
            await Assert.ThrowsAsync<InvalidAssetException>(() => Store.TryReadAsync<AssetRecord>("garbage", None));

        Assert.Contains("'garbage'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"asset":{"kind":"model","name":"a","version":"1"},"body":null}""")]
    [InlineData("""{"asset":{"kind":"model","name":"a","version":"1"},"body":[]}""")]
    [InlineData("""{"asset":{"kind":"model","name":"a","version":"1"},"body":{},"contents":[{"sourceRoot":"https://a/c","path":"p"}]}""")]
    public async Task Plan_Garbage_IsInvalid(string content)
    {
        await PutRawAsync($"pairs/{AppServices.PairName}/plans/model/churn/1.json", content);

        await Assert.ThrowsAsync<InvalidAssetException>(() =>
            Sim.Get<PlanStore>().GetAsync(AppServices.PairName, Documents.ModelId(), None));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Sweep_Garbage_IsInvalid(string content)
    {
        await PutRawAsync($"pairs/{AppServices.PairName}/sweeps/latest.json", content);

        await Assert.ThrowsAsync<InvalidAssetException>(() => Sim.Get<SweepStore>().TryGetLatestAsync(AppServices.PairName, None));
    }

    [Fact]
    public async Task WriteAsync_StoreLost_IsTransient()
    {
        Sim.Azure.Regions.TakeDown("northeurope", Sandbox.Faults.OutageMode.Unavailable);

        await Assert.ThrowsAsync<TransientException>(() => WriteAsync("x", []));
    }

    private Task<string> WriteAsync(string name, JsonObject value, BlobCondition condition = default) =>
        Store.WriteAsync(name, value, condition, null, None);

    private async Task PutRawAsync(string name, string content)
    {
        await Store.Container.CreateIfMissingAsync(None);
        await Store.Container.UploadAsync(name, BinaryData.FromString(content), BlobCondition.None, "application/json", null, None);
    }
}
