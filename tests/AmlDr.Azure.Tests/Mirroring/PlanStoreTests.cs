using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Fingerprints;

namespace AmlDr.Azure.Tests.Mirroring;

public class PlanStoreTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;

    private PlanStore Plans => Sim.Get<PlanStore>();

    [Fact]
    public async Task GetAsync_NoPlan_IsConflictSoThatItIsPlannedAnew() =>
        await Assert.ThrowsAsync<ConflictException>(() => Plans.GetAsync(Pair, Documents.ModelId(), None));

    [Fact]
    public async Task WriteAsync_Plan_IsReadBackWhole()
    {
        var plan = new MirrorPlan
        {
            Asset = Documents.ModelId(),
            Body = new JsonObject { ["properties"] = new JsonObject { ["tags"] = new JsonObject { ["Team"] = "a", ["team"] = "b" }, ["x"] = null } },
            WriteBegunAt = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero),
            Contents =
            [
                new ContentPlan
                {
                    SourceRoot = new Uri("https://a.blob.core.windows.net/c"),
                    TargetRoot = new Uri("https://b.blob.core.windows.net/c"),
                    Path = "größe/100% +#?",
                    Files =
                    [
                        new PlannedFile
                        {
                            SourceName = "größe/100% +#?",
                            TargetName = "größe/100% +#?",
                            File = new ContentFile("", long.MaxValue, null),
                            SourceETag = "\"0x1\"",
                            TargetETag = "\"0x2\"",
                            Headers = new BlobHttpHeaders("text/plain", "gzip", null, "inline"),
                            Metadata = new Dictionary<string, string> { ["Stage"] = "a b" },
                            BlockBytes = 100,
                        },
                    ],
                    ToCopy = [0],
                },
            ],
        };

        await Plans.WriteAsync(Pair, plan, None);
        MirrorPlan read = (await Plans.GetAsync(Pair, plan.Asset, None)).Value;

        Assert.Equal(plan.Body.ToJsonString(), read.Body.ToJsonString());
        Assert.Equal(plan.WriteBegunAt, read.WriteBegunAt);
        Assert.Equal(plan.Contents[0].SourceRoot, read.Contents[0].SourceRoot);
        Assert.Equal(plan.Contents[0].TargetRoot, read.Contents[0].TargetRoot);
        Assert.Equal(plan.Contents[0].Path, read.Contents[0].Path);
        PlannedFile file = Assert.Single(read.Contents[0].FilesToCopy());
        Assert.Equal(plan.Contents[0].Files[0].Metadata, file.Metadata);
        Assert.Equal(plan.Contents[0].Files[0] with { Metadata = file.Metadata }, file);
    }

    [Fact]
    public async Task DeleteAsync_Plan_IsGoneAndMayBeGoneAlready()
    {
        await Plans.DeleteAsync(Pair, Documents.ModelId(), None);
        await Plans.WriteAsync(Pair, new MirrorPlan { Asset = Documents.ModelId(), Body = [] }, None);

        await Plans.DeleteAsync(Pair, Documents.ModelId(), None);
        await Plans.DeleteAsync(Pair, Documents.ModelId(), None);

        await Assert.ThrowsAsync<ConflictException>(() => Plans.GetAsync(Pair, Documents.ModelId(), None));
    }

    [Fact]
    public async Task Plans_OfSimilarAssets_AreKeptApart()
    {
        AssetId[] assets = [new("environment", "a", "1/b"), new("environment", "a/1", "b"), new("model", "a", "1"), new("environment", "A", "1/b")];
        foreach (AssetId asset in assets)
        {
            await Plans.WriteAsync(Pair, new MirrorPlan { Asset = asset, Body = [] }, None);
        }

        foreach (AssetId asset in assets)
        {
            Assert.Equal(asset, (await Plans.GetAsync(Pair, asset, None)).Value.Asset);
        }
    }
}
