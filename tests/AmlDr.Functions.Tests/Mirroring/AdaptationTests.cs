using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Mirroring;

namespace AmlDr.Functions.Tests.Mirroring;

public sealed class AdaptationTests(RunningApp app) : IClassFixture<RunningApp>
{
    private readonly Primary _primary = new(app);

    [Fact]
    public async Task MirrorAsset_Cluster_StandsWithNoNodeInTheSecondarysRegion()
    {
        AssetId cluster = _primary.Cluster("cpu");

        Assert.Equal(AssetState.Mirrored, (await app.MirrorAsync(cluster)).State);

        JsonObject document = app.Secondary("computes/cpu")!;
        Assert.Equal(0, (int?)document["properties"]!["properties"]!["scaleSettings"]!["minNodeCount"]);
        Assert.Equal(4, (int?)document["properties"]!["properties"]!["scaleSettings"]!["maxNodeCount"]);
        Assert.Equal(("northeurope", "northeurope"), ((string?)document["location"], (string?)document["properties"]!["computeLocation"]));
        Assert.False((await app.MirrorAsync(cluster)).WasWritten);
    }

    [Fact]
    public async Task MirrorAsset_Schedule_StandsDisabled()
    {
        AssetId schedule = _primary.Schedule(
            "nightly", _primary.CommandComponent("nightly-train", _primary.Code("nightly-code"), _primary.Environment("nightly-env")), _primary.Cluster("nightly-cpu"));

        Assert.Equal(AssetState.Mirrored, (await app.MirrorAsync(schedule)).State);

        JsonNode properties = app.Secondary("schedules/nightly")!["properties"]!;
        Assert.False((bool?)properties["isEnabled"]);
        Assert.DoesNotContain(app.Azure.World.Primary.Name, properties.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(app.Secondary("components/nightly-train/versions/1"));
        Assert.False((await app.MirrorAsync(schedule)).WasWritten);
    }

    [Fact]
    public async Task MirrorAsset_TableOfSeveralPlaces_HasTheFilesOfAll()
    {
        string[] files = ["tables/churn/MLTable", "raw/2025/a.csv", "raw/2026/b.csv", "more/c.csv"];
        foreach (string file in files)
        {
            _primary.PutFile(file, file);
        }

        _primary.PutFile("raw-other/d.csv", "not part of it");
        AssetId table = _primary.Put(new AssetId(KindNames.Data, "churn", "1"), new JsonObject
        {
            ["dataType"] = "mltable",
            ["dataUri"] = _primary.DatastorePath("tables/churn/"),
            ["referencedUris"] = new JsonArray(_primary.DatastorePath("raw/"), _primary.DatastorePath("raw/2026/b.csv"), _primary.DatastorePath("more/c.csv")),
        });

        MirrorOutcome outcome = await app.MirrorAsync(table);

        Assert.Equal(AssetState.Mirrored, outcome.State);
        string account = app.Azure.World.SecondaryAccount.Name;
        Assert.All(files, file => Assert.NotNull(app.Azure.Blobs.Read(account, app.Azure.World.Secondary.BlobContainer, file)));
        Assert.Null(app.Azure.Blobs.Read(account, app.Azure.World.Secondary.BlobContainer, "raw-other/d.csv"));
        Assert.Equal(files.Length, (await app.RecordAsync(table))?.FileCount);
        Assert.DoesNotContain(
            app.Azure.World.Primary.Name, app.Secondary("data/churn/versions/1")!["properties"]!["referencedUris"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MirrorAsset_FeatureSet_BringsItsEntity()
    {
        AssetId entity = _primary.Put(new AssetId(KindNames.FeatureStoreEntity, "account", "1"), new JsonObject
        {
            ["indexColumns"] = new JsonArray(new JsonObject { ["columnName"] = "accountId", ["dataType"] = "String" }),
        });
        _primary.PutFile("featuresets/transactions/spec/FeatureSetSpec.yaml", "source: {}");
        AssetId set = _primary.Put(new AssetId(KindNames.FeatureSet, "transactions", "1"), new JsonObject
        {
            ["specification"] = new JsonObject { ["path"] = _primary.DatastorePath("featuresets/transactions/spec") },
            ["entities"] = new JsonArray("azureml:account:1"),
        });

        Assert.Equal(AssetState.Mirrored, (await app.MirrorAsync(set)).State);

        Assert.NotNull(app.Secondary(Primary.PathOf(entity)));
        Assert.NotNull(app.Azure.Blobs.Read(
            app.Azure.World.SecondaryAccount.Name, app.Azure.World.Secondary.BlobContainer, "featuresets/transactions/spec/FeatureSetSpec.yaml"));
        Assert.False((await app.MirrorAsync(set)).WasWritten);
    }
}
