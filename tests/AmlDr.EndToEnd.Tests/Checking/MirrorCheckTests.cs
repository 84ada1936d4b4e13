using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Checking;

/// <summary>The sandbox's own comparison sees what it shall see: a mirror made by hand is right, and every way of spoiling it shows.</summary>
public sealed class MirrorCheckTests : IAsyncLifetime
{
    private SimulatedAzure _azure = null!;
    private MirrorCheck _check = null!;
    private SeedAsset _model = null!;
    private SeedAsset _environment = null!;

    public async Task InitializeAsync()
    {
        _azure = await SimulatedAzure.StartAsync();
        _check = new MirrorCheck(_azure);
        IReadOnlyList<SeedAsset> assets = SeedPlan.CreateMore(SeedLocation.PrimaryOf(_azure), seed: 1, 8, "");
        _model = assets.First(asset => asset.Kind == "model");
        _environment = assets.First(asset => asset.Body["properties"]!["build"] is not null);
        using AssetPublisher user = new(_azure);
        await user.PublishAsync([_model, _environment]);
        MirrorByHand(_model);
        MirrorByHand(_environment);
    }

    public async Task DisposeAsync() => await _azure.DisposeAsync();

    [Fact]
    public void Problems_OfARightMirror_AreNone()
    {
        Assert.Empty(_check.Problems([_model, _environment]));
        Assert.Empty(_check.ExtraProblems([_model, _environment]));
    }

    [Theory]
    [InlineData("description", "\"other\"")]
    [InlineData("tags", "{}")]
    [InlineData("stage", "null")]
    [InlineData("isArchived", "true")]
    [InlineData("modelUri", "\"azureml://datastores/workspaceblobstore/paths/elsewhere\"")]
    [InlineData("addedField", "1")]
    public void Problems_WithAFieldSpoiled_NameIt(string field, string value)
    {
        ChangeSecondary(_model, properties => properties[field] = JsonNode.Parse(value));

        Assert.Contains(_check.Problems([_model]), problem => problem.Contains($"'properties.{field}", StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_WithAFieldLost_NameIt()
    {
        ChangeSecondary(_environment, properties => properties.Remove("tags"));

        Assert.Contains(_check.Problems([_environment]), problem => problem.Contains("'properties.tags' is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_WithTheReferenceLeftAtThePrimary_NameIt()
    {
        ChangeSecondary(_environment, properties => properties["build"]!["contextUri"] = _environment.Body["properties"]!["build"]!["contextUri"]!.DeepClone());

        Assert.Contains(_check.Problems([_environment]), problem => problem.Contains("contextUri", StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_WithAFileMissing_NameIt()
    {
        _azure.Blobs.Delete(_azure.World.SecondaryAccount.Name, _azure.World.Secondary.BlobContainer, _model.BlobName(_model.Files[0]));

        Assert.Contains(_check.Problems([_model]), problem => problem.Contains("is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_WithAFileOfEqualLengthSpoiled_NameIt()
    {
        byte[] bytes = _model.Files[0].Content.ToArray();
        bytes[^1] ^= 1;
        PutIntoSecondary(_model.BlobName(_model.Files[0]), BlobContent.FromBytes(bytes));

        Assert.Contains(_check.Problems([_model]), problem => problem.Contains("another content", StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_WithAFileCutShort_NameIt()
    {
        PutIntoSecondary(_model.BlobName(_model.Files[0]), _model.Files[0].Content.Slice(0, 3));

        Assert.Contains(_check.Problems([_model]), problem => problem.Contains("has 3 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_WithAFileTooMany_NameIt()
    {
        PutIntoSecondary($"{_model.Root}/stray.txt", BlobContent.Empty);

        Assert.Contains(_check.Problems([_model]), problem => problem.Contains("stray.txt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("first", "first", null)]
    [InlineData("first", "second", "another secret")]
    [InlineData("first", null, "without its secret")]
    public void Problems_OfAKeyedDatastore_TellOtherAndMissingKeys(string inPrimary, string? inSecondary, string? problem)
    {
        SeedAsset datastore = new() { Collection = "datastores", Name = "keyed", Version = "", Body = Keyed(inPrimary), HasSecrets = true };
        _azure.Resources.Put($"{_azure.World.Primary.ResourceId}/{datastore.Path}", datastore.Body);
        _azure.Resources.Put($"{_azure.World.Secondary.ResourceId}/{datastore.Path}", Keyed(inSecondary));

        Assert.Equal(problem is null ? [] : [$"datastore keyed has {(inSecondary is null ? "come " : "")}{problem}{(inSecondary is null ? "" : " in the secondary")}"], _check.SecretProblems(datastore));

        static JsonObject Keyed(string? key) => new()
        {
            ["properties"] = new JsonObject
            {
                ["datastoreType"] = "AzureBlob",
                ["credentials"] = key is null
                    ? new JsonObject { ["credentialsType"] = "None" }
                    : new JsonObject { ["credentialsType"] = "AccountKey", ["secrets"] = new JsonObject { ["secretsType"] = "AccountKey", ["key"] = key } },
            },
        };
    }

    [Fact]
    public void ExtraProblems_WithAnAssetTooMany_NameIt() =>
        Assert.Contains(_check.ExtraProblems([_model]), problem => problem.Contains(_environment.Path, StringComparison.Ordinal));

    [Fact]
    public void FalseReports_OfAnAssetThatIsNotThere_NameIt()
    {
        _azure.Resources.Remove($"{_azure.World.Secondary.ResourceId}/{_model.Path}");
        AppAsset reported = new() { Kind = "model", Name = _model.Name, Version = _model.Version, State = "Mirrored" };

        Assert.NotEmpty(_check.FalseReports([_model], [reported]));
        Assert.Empty(_check.FalseReports([_model], [reported with { State = "Failed" }]));
    }

    /// <summary>Writes what the rules of rewriting ask for, worked out here once more and in another way: by replacing texts.</summary>
    private void MirrorByHand(SeedAsset asset)
    {
        string text = _azure.Resources.Get($"{_azure.World.Primary.ResourceId}/{asset.Path}")!.ToJsonString()
            .Replace("workspaces/mlw-primary", "workspaces/mlw-secondary", StringComparison.Ordinal)
            .Replace(_azure.World.PrimaryAccount.Name, _azure.World.SecondaryAccount.Name, StringComparison.Ordinal)
            .Replace(_azure.World.Primary.BlobContainer, _azure.World.Secondary.BlobContainer, StringComparison.Ordinal);
        _azure.Resources.Put($"{_azure.World.Secondary.ResourceId}/{asset.Path}", JsonNode.Parse(text)!.AsObject());
        foreach (SeedFile file in asset.Files)
            PutIntoSecondary(asset.BlobName(file), file.Content);
    }

    private void ChangeSecondary(SeedAsset asset, Action<JsonObject> change)
    {
        JsonObject document = _check.FindInSecondary(asset)!;
        change(document["properties"]!.AsObject());
        _azure.Resources.Put($"{_azure.World.Secondary.ResourceId}/{asset.Path}", document);
    }

    private void PutIntoSecondary(string name, BlobContent content) =>
        _azure.Blobs.Put(_azure.World.SecondaryAccount.Name, _azure.World.Secondary.BlobContainer, name, content);
}
