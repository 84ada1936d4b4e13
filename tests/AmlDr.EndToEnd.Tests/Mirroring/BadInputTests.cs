using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>Bad input gets a reason that people find; it is not delivered for ever and holds nothing else up.</summary>
public class BadInputTests(BadInputFixture fixture) : IClassFixture<BadInputFixture>
{
    private DateTimeOffset Now => fixture.Session.Azure.Clock.GetUtcNow();

    private string Topic => fixture.Session.Azure.World.Primary.ResourceId;

    [Fact]
    public async Task Event_OfAnUnknownWorkspace_IsRejectedOnceWithItsReason()
    {
        string topic = Topic.Replace("mlw-primary", "mlw-other", StringComparison.Ordinal);

        await SendOnceAsync(new JsonArray(WireEvents.ModelRegistered(topic, "any", "1", Now, id: "unknown-topic")));

        await AssertRejectedAsync("unknown-topic", "mlw-other");
    }

    [Fact]
    public async Task Event_WithoutAName_IsRejectedOnceWithItsReason()
    {
        JsonObject nameless = WireEvents.ModelRegistered(Topic, "any", "1", Now, id: "nameless");
        (nameless["data"], nameless["subject"]) = (new JsonObject(), "models");

        await SendOnceAsync(new JsonArray(nameless));

        await AssertRejectedAsync("nameless", "ModelName");
    }

    [Fact]
    public async Task Event_WithoutAType_IsRejectedOnceWithItsReason()
    {
        JsonObject typeless = WireEvents.ModelRegistered(Topic, "any", "1", Now, id: "typeless");
        typeless.Remove("eventType");

        await SendOnceAsync(new JsonArray(typeless));

        await AssertRejectedAsync("typeless", "eventType");
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[1,2]")]
    [InlineData("{\"id\": ")]
    [InlineData("")]
    public async Task Body_ThatIsNoEvent_IsAnswered400(string body)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        using HttpRequestMessage request = new(HttpMethod.Post, fixture.Session.App.Webhook);
        request.Headers.Add("aeg-event-type", "Notification");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await http.SendAsync(request);

        // Event Grid does not deliver again what is answered so.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("../../../etc/passwd", "1")]
    [InlineData("..", "1")]
    [InlineData("%2e%2e%2fcodes", "1")]
    [InlineData(@"C:\models\x", "1")]
    [InlineData("x?comp=list#", "1")]
    [InlineData("line\nbreak", "1")]
    [InlineData("name-with-version-trick", "..")]
    [InlineData("name-with-version-path", "1/../../2")]
    public async Task Name_WithPathTricks_IsRefusedBeforeAnythingIsCalledWithIt(string name, string version)
    {
        await Seen.QuietAsync(fixture.Session);
        long before = fixture.Session.Azure.Calls.LastSequence;

        await SendOnceAsync(new JsonArray(WireEvents.ModelRegistered(Topic, name, version, Now)));

        AppAsset state = await Seen.StateAsync(fixture.Session, name, version, "Refused");
        Assert.Equal("InvalidName", state.Reason!.Code);
        Assert.Empty(fixture.Session.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }));
    }

    [Theory]
    [InlineData('n')]
    [InlineData('重')]
    public async Task Name_OfThousandsOfLetters_IsRefusedAndNotDeliveredForEver(char letter)
    {
        string name = new(letter, 3000);

        await SendOnceAsync(new JsonArray(WireEvents.ModelRegistered(Topic, name, "1", Now)));

        AppAsset state = await Seen.StateAsync(fixture.Session, name[..255], "1", "Refused");
        Assert.Equal("InvalidName", state.Reason!.Code);
    }

    [Fact]
    public async Task Environment_WithAVersionOf255LettersBeyondAscii_IsMirrored()
    {
        SeedAsset environment = Make("environment", "long-") with { Version = new string('版', 255) };

        await fixture.Session.User.PublishAsync([environment]);
        await Seen.SettledAsync(fixture.Session, [environment]);

        Assert.Empty(fixture.Check.Problems([environment]));
    }

    [Fact]
    public async Task Model_WhoseFilesVanished_FailsWithItsReason()
    {
        SeedAsset model = Make("model", "vanished-");

        await fixture.Session.User.RegisterAsync(model);

        AppAsset state = await Seen.StateAsync(fixture.Session, model.Name, model.Version, "Failed");
        Assert.Equal("InvalidAsset", state.Reason!.Code);
        Assert.Contains(model.Root, state.Reason.Message, StringComparison.Ordinal);
        await AssertLoggedAsync($"{model.Name}:{model.Version} is Failed (InvalidAsset)");
        await Seen.QuietAsync(fixture.Session);
        Assert.Null(fixture.Check.FindInSecondary(model));
    }

    [Fact]
    public async Task Model_WhoseReasonIsLongAndBeyondAscii_FailsWithItsReason()
    {
        SeedAsset model = Make("model", "vanished-far-away-");
        model.Body["properties"]!["modelUri"] = fixture.Session.Primary.DatastoreUri("workspaceblobstore", new string('遠', 900));

        await fixture.Session.User.RegisterAsync(model);

        AppAsset state = await Seen.StateAsync(fixture.Session, model.Name, model.Version, "Failed");
        Assert.Equal("InvalidAsset", state.Reason!.Code);
        Assert.Contains("遠", state.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_InADatastoreWhoseFilesCannotBeCopied_IsRefusedWithItsReason()
    {
        await fixture.Session.User.PutAsync("datastores/primaryonly", new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["datastoreType"] = "AzureFile",
                ["accountName"] = fixture.Session.Azure.World.PrimaryAccount.Name,
                ["fileShareName"] = "research",
                ["subscriptionId"] = WorldTopology.SubscriptionId,
                ["resourceGroup"] = WorldTopology.ResourceGroup,
                ["credentials"] = new JsonObject { ["credentialsType"] = "None" },
            },
        });
        SeedAsset model = Make("model", "elsewhere-");
        model.Body["properties"]!["modelUri"] = fixture.Session.Primary.DatastoreUri("primaryonly", "some/model");

        await fixture.Session.User.RegisterAsync(model);

        AppAsset state = await Seen.StateAsync(fixture.Session, model.Name, model.Version, "Refused");
        Assert.Equal("Refused", state.Reason!.Code);
        Assert.Contains("'primaryonly'", state.Reason.Message, StringComparison.Ordinal);
        await AssertLoggedAsync($"{model.Name}:{model.Version} is Refused (Refused)");
    }

    [Fact]
    public async Task BadAssets_BesideGoodOnes_HoldNothingUp()
    {
        SeedAsset[] bad = [.. SeedPlan.CreateMore(fixture.Session.Primary, seed: 7, 10, "bad-").Where(asset => asset.Files.Count > 0)];
        SeedAsset[] good = [.. SeedPlan.CreateMore(fixture.Session.Primary, seed: 8, 10, "good-").Where(asset => !asset.IsByService)];

        // The files of the bad ones are never uploaded.
        await Task.WhenAll([fixture.Session.User.PublishAsync(good), .. bad.Select(asset => fixture.Session.User.RegisterAsync(asset))]);
        await Seen.SettledAsync(fixture.Session, good);

        Assert.NotEmpty(bad);
        Assert.Empty(fixture.Check.Problems(good));
        IReadOnlyList<AppAsset> states = await fixture.Session.App.Client.ListAssetsAsync();
        Assert.All(bad, asset => Assert.Equal("Failed", states.Single(state => state.Name == asset.Name && state.Version == asset.Version).State));
    }

    private SeedAsset Make(string kind, string prefix) =>
        SeedPlan.CreateMore(fixture.Session.Primary, seed: 6, 3, prefix).First(asset => asset.Kind == kind);

    /// <summary>Sends a delivery and sees to it that it was not made a second time.</summary>
    private async Task SendOnceAsync(JsonNode body)
    {
        await Seen.QuietAsync(fixture.Session);
        long attempts = Attempts();
        fixture.Session.Azure.EventGrid.Send(body, Subscriptions.Models);
        await Seen.QuietAsync(fixture.Session);
        Assert.Equal(attempts + 1, Attempts());

        long Attempts() => fixture.Session.Azure.EventGrid.Subscriptions.Single(one => one.Definition.Name == Subscriptions.Models).Attempts;
    }

    private async Task AssertRejectedAsync(string id, string reason)
    {
        string account = fixture.Session.Azure.World.ControlAccount.Name;
        JsonNode record = Assert.Single(
            fixture.Session.Azure.Blobs.List(account, AppSettings.ControlContainer, "rejected-events/", withMd5: false)
                .Select(blob => JsonNode.Parse(fixture.Session.Azure.Blobs.Read(account, AppSettings.ControlContainer, blob.Name)!.ToArray())!),
            one => one["eventId"]!.GetValue<string>() == id);
        Assert.Contains(reason, record["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        await AssertLoggedAsync($"Event {id} was rejected");
    }

    // The ledger shows an outcome before the line about it has come through the pipe.
    private Task AssertLoggedAsync(string text) =>
        Seen.TrueAsync(fixture.Session, () => fixture.Session.App.Log.Find(text).Count > 0, $"the log says '{text}'");
}
