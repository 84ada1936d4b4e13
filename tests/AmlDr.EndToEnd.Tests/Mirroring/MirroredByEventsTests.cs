using System.Text.Json.Nodes;
using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>What arrived by events alone is what was registered.</summary>
public class MirroredByEventsTests(MirroredFixture fixture) : IClassFixture<MirroredFixture>
{
    [Fact]
    public void Document_OfEveryAsset_IsEqualFieldByField() => Assert.Empty(fixture.Mirrored.SelectMany(fixture.Check.DocumentProblems));

    [Fact]
    public void Secondary_AfterMirroring_HoldsNothingElse() => Assert.Empty(fixture.Check.ExtraProblems([.. fixture.All, .. fixture.Later]));

    [Fact]
    public void Files_OfEveryAsset_AreEqualInLengthAndMd5()
    {
        Assert.Contains(fixture.Mirrored, asset => asset.Files.Any(file => file.Content.Length == 0));
        Assert.Empty(fixture.Mirrored.SelectMany(fixture.Check.FileProblems));
    }

    [Theory]
    [InlineData("read me first.txt")]
    [InlineData("a+b=c.txt")]
    [InlineData("100%/50%25.txt")]
    [InlineData("issue #12/c#.txt")]
    [InlineData("モデル/重み.txt")]
    [InlineData("what?.txt")]
    [InlineData("empty.bin")]
    public void File_WithADifficultName_ArrivesUnderThatName(string path)
    {
        SeedAsset model = fixture.Mirrored.First(asset => asset.Files.Any(file => file.Path == path));

        Assert.NotNull(fixture.Session.Azure.Blobs.Read(
            fixture.Session.Azure.World.SecondaryAccount.Name, fixture.Session.Azure.World.Secondary.BlobContainer, $"{model.Root}/{path}"));
    }

    [Theory]
    [InlineData("description")]
    [InlineData("tags")]
    [InlineData("properties")]
    [InlineData("stage")]
    [InlineData("flavors")]
    [InlineData("isArchived")]
    [InlineData("fieldOfTheFuture")]
    public void Field_AsRegistered_Survives(string field)
    {
        SeedAsset[] having = [.. fixture.Mirrored.Where(asset => asset.Body["properties"]![field] is { } value && value.ToJsonString() != "false")];

        Assert.NotEmpty(having);
        Assert.All(having, asset => Assert.Empty(
            JsonDifference.Find(asset.Body["properties"]![field], fixture.Check.FindInSecondary(asset)!["properties"]![field])));
    }

    [Fact]
    public void Writes_PerMirroredVersion_AreOne()
    {
        IReadOnlyDictionary<string, int> writes = fixture.Log.EffectiveWrites();

        // Tests of this class register more, each with a name of its own.
        Assert.All(fixture.Mirrored, asset => Assert.Equal(1, writes[asset.Path]));
    }

    [Fact]
    public void LargeFiles_AreCopiedByBlocks_AndNoOthersAre()
    {
        string[] inBlocks = [.. fixture.Session.Azure.Calls.Read(new CallQuery { Operation = "blobs:putBlockList" }).Select(call => call.Path.Split('?')[0])];
        SeedAsset[] large = [.. fixture.Mirrored.Where(asset => asset.Files.Any(file => file.Content.Length > 256L * 1024 * 1024))];

        Assert.Equal(2, large.Length);
        Assert.Contains(large, asset => asset.Files[0].Content.Length > 1024L * 1024 * 1024);
        Assert.Equal(large.Select(asset => asset.Root).Order(), inBlocks.Select(path => path[path.IndexOf("LocalUpload", StringComparison.Ordinal)..]).Order());
    }

    [Fact]
    public void Bytes_OfFiles_NeverPassThroughTheProcess()
    {
        Assert.Equal(0, fixture.Log.BytesThroughProcess());
        Assert.True(fixture.Session.Azure.Calls.Summarise().BytesCopiedByService > 1024L * 1024 * 1024);
    }

    [Fact]
    public async Task AnonymousEnvironment_ThatNothingRefersTo_IsSkippedWithItsReason()
    {
        SeedAsset anonymous = fixture.All.First(asset => asset.SkipCode == "Anonymous");

        AppAsset state = await Seen.StateAsync(fixture.Session, anonymous.Name, anonymous.Version, "Skipped");

        Assert.Equal("Anonymous", state.Reason!.Code);
        Assert.Contains("anonymous", state.Reason.Message, StringComparison.Ordinal);
        Assert.Null(fixture.Check.FindInSecondary(anonymous));
    }

    [Fact]
    public async Task CuratedEnvironment_FoundByASweep_IsSkippedWithItsReason()
    {
        SeedAsset curated = fixture.All.First(asset => asset.SkipCode == "Curated");

        await fixture.Session.App.Client.SweepAsync(Seen.Patience);

        AppAsset state = await Seen.StateAsync(fixture.Session, curated.Name, curated.Version, "Skipped");
        Assert.Equal("Curated", state.Reason!.Code);
        Assert.Contains("curated", state.Reason.Message, StringComparison.Ordinal);
        Assert.Null(fixture.Check.FindInSecondary(curated));
    }

    [Fact]
    public async Task Sweep_OverEqualWorkspaces_ChangesNothing()
    {
        await fixture.Session.App.Client.SweepAsync(Seen.Patience);
        long before = fixture.Log.Position;

        AppSweep sweep = await fixture.Session.App.Client.SweepAsync(Seen.Patience);

        Assert.Empty(fixture.Log.ChangesInSecondary(before));
        Assert.Equal(0, sweep.Differing);
        Assert.True(sweep.Seen >= fixture.All.Count);
    }

    [Fact]
    public async Task ChangedTag_OfAMirroredModel_ArrivesWithOneMoreWrite()
    {
        SeedAsset model = await RegisterAnotherAsync("tagged-", "model");
        long before = fixture.Log.Position;

        await fixture.Session.User.ChangeAsync(model.Path, document => document["properties"]!["tags"]!["reviewed"] = "yes");
        await Seen.SettledAsync(fixture.Session, [model]);

        Assert.Equal("yes", fixture.Check.FindInSecondary(model)!["properties"]!["tags"]!["reviewed"]!.GetValue<string>());
        Assert.Empty(fixture.Check.Problems([model]));
        KeyValuePair<string, int> write = Assert.Single(fixture.Log.EffectiveWrites(before));
        Assert.Equal(KeyValuePair.Create(model.Path, 1), write);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ArchivedState_ChangedLater_Arrives(bool archived)
    {
        SeedAsset environment = await RegisterAnotherAsync($"archived-{archived}-", "environment", properties => properties["isArchived"] = !archived);

        await fixture.Session.User.ChangeAsync(environment.Path, document => document["properties"]!["isArchived"] = archived);
        await Seen.SettledAsync(fixture.Session, [environment]);

        Assert.Equal(archived, fixture.Check.FindInSecondary(environment)!["properties"]!["isArchived"]!.GetValue<bool>());
        Assert.Empty(fixture.Check.Problems([environment]));
    }

    private async Task<SeedAsset> RegisterAnotherAsync(string prefix, string kind, Action<JsonNode>? change = null)
    {
        SeedAsset asset = SeedPlan.CreateMore(fixture.Session.Primary, seed: 5, 3, prefix).First(one => one.Kind == kind);
        change?.Invoke(asset.Body["properties"]!);
        fixture.Later.Add(asset);
        await fixture.Session.User.PublishAsync([asset]);
        await Seen.SettledAsync(fixture.Session, [asset]);
        return asset;
    }
}
