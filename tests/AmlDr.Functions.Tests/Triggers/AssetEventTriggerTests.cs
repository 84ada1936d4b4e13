using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Triggers;

public class AssetEventTriggerTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task RunAsync_ModelRegistered_MirrorsTheModel()
    {
        app.AddModel("fraud", "3", properties => properties["description"] = "a description");

        HttpResponseMessage answer = await app.DeliverAsync(new JsonArray(app.ModelRegistered("fraud", "3")));
        await app.WhenIdleAsync();

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("Mirrored", (string?)(await app.AssetAsync("model", "fraud", "3"))!["state"]);
        Assert.Equal("a description", (string?)app.Secondary("models/fraud/versions/3")!["properties"]!["description"]);
        Assert.NotNull(app.Azure.Blobs.Read(
            app.Azure.World.SecondaryAccount.Name, app.Azure.World.Secondary.BlobContainer, "models/fraud/3/model.pkl"));
    }

    [Fact]
    public async Task RunAsync_SameEventAgain_WritesNothingMore()
    {
        app.AddModel("again");
        JsonObject message = app.ModelRegistered("again", "1");
        await app.DeliverAsync(new JsonArray(message.DeepClone()));
        await app.WhenIdleAsync();
        long before = app.Azure.Calls.LastSequence;

        await app.DeliverAsync(new JsonArray(message.DeepClone(), message.DeepClone()));
        await app.WhenIdleAsync();

        Assert.Empty(app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm, Effect = true }));
        Assert.Contains(
            app.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm }), call => call.Path.Contains("again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_EnvironmentWrittenInPrimary_MirrorsIt_InSecondary_DoesNot()
    {
        string path = "environments/train/versions/2024.1";
        app.Azure.Resources.Put(
            $"{app.Azure.World.Primary.ResourceId}/{path}",
            new JsonObject { ["properties"] = new JsonObject { ["image"] = "mcr.microsoft.com/azureml/openmpi:1", ["condaFile"] = "name: x" } });
        JsonObject Written(string workspace) => new()
        {
            ["id"] = "w",
            ["subject"] = $"{workspace}/{path}",
            ["eventType"] = "Microsoft.Resources.ResourceWriteSuccess",
            ["topic"] = AmlDr.Sandbox.World.WorldTopology.ResourceGroupId,
            ["data"] = new JsonObject { ["resourceUri"] = $"{workspace}/{path}" },
        };

        await app.DeliverAsync(new JsonArray(Written(app.Azure.World.Secondary.ResourceId)));
        await app.WhenIdleAsync();
        Assert.Null(await app.AssetAsync("environment", "train", "2024.1"));

        await app.DeliverAsync(new JsonArray(Written(app.Azure.World.Primary.ResourceId)));
        await app.WhenIdleAsync();
        Assert.Equal("Mirrored", (string?)(await app.AssetAsync("environment", "train", "2024.1"))!["state"]);
    }

    [Fact]
    public async Task RunAsync_PathTricksInTheName_IsRefusedInTheLedgerAndTakenFromEventGrid()
    {
        HttpResponseMessage answer = await app.DeliverAsync(new JsonArray(app.ModelRegistered("../../x", "1")));
        await app.WhenIdleAsync();

        Assert.True(answer.IsSuccessStatusCode);
        JsonNode asset = (await app.AssetAsync("model", "../../x", "1"))!;
        Assert.Equal(("Refused", "InvalidName"), ((string?)asset["state"], (string?)asset["reason"]!["code"]));
    }

    [Fact]
    public async Task RunAsync_UnknownTopic_IsRecordedAsRejectedAndTakenFromEventGrid()
    {
        JsonObject message = app.ModelRegistered("m", "1", app.Azure.World.Primary.ResourceId + "-other");

        HttpResponseMessage answer = await app.DeliverAsync(new JsonArray(message));
        await app.WhenIdleAsync();

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains(Rejected(), text =>
            text.Contains((string)message["id"]!, StringComparison.Ordinal) && text.Contains("belongs to no pair", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string> ForgedOrigins() => new()
    {
        { "eventType", "topic", "/subscriptions/00000000-0000-0000-0000-00000000000f" },
        { "eventType", "topic", AmlDr.Sandbox.World.WorldTopology.ResourceGroupId + "x" },
        { "eventType", "topic", "/" },
        { "eventType", "topic", "" },
        { "eventType", "topic", "secondary" },
        { "type", "source", "/subscriptions/00000000-0000-0000-0000-00000000000f" },
        { "eventType", "none", "" },
    };

    [Theory]
    [MemberData(nameof(ForgedOrigins))]
    public async Task RunAsync_ForgedOriginOfAResourceEvent_IsRecordedAsRejectedAndChangesNothing(string typeMember, string topicMember, string topic)
    {
        string path = $"environments/forged/versions/{Guid.NewGuid():N}";
        string id = $"forged-{Guid.NewGuid()}";
        app.Azure.Resources.Put($"{app.Azure.World.Primary.ResourceId}/{path}", new JsonObject { ["properties"] = new JsonObject { ["image"] = "x" } });
        await app.WhenIdleAsync();
        long before = app.Azure.Calls.LastSequence;

        HttpResponseMessage answer = await app.DeliverAsync(new JsonArray(new JsonObject
        {
            ["id"] = id,
            ["subject"] = $"{app.Azure.World.Primary.ResourceId}/{path}",
            [typeMember] = "Microsoft.Resources.ResourceWriteSuccess",
            [topicMember] = topic == "secondary" ? app.Azure.World.Secondary.ResourceId : topic,
            ["data"] = new JsonObject(),
        }));
        await app.WhenIdleAsync();

        Assert.True(answer.IsSuccessStatusCode);
        CallRecord write = Assert.Single(app.Azure.Calls.Read(new CallQuery { Since = before, Effect = true }));
        Assert.Contains("rejected-events/", write.Path, StringComparison.Ordinal);
        Assert.Contains(Rejected(), text => text.Contains(id, StringComparison.Ordinal) && text.Contains("The topic ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_SubscriptionOfAPairAsTopic_IsTaken()
    {
        string subscription = string.Join('/', app.Azure.World.Primary.ResourceId.Split('/').Take(3));
        app.Azure.Resources.Put(
            $"{app.Azure.World.Primary.ResourceId}/environments/by-subscription/versions/1", new JsonObject { ["properties"] = new JsonObject { ["image"] = "x" } });

        await app.DeliverAsync(new JsonArray(new JsonObject
        {
            ["id"] = "s",
            ["subject"] = $"{app.Azure.World.Primary.ResourceId}/environments/by-subscription/versions/1",
            ["type"] = "Microsoft.Resources.ResourceWriteSuccess",
            ["source"] = subscription.ToUpperInvariant() + "/",
            ["specversion"] = "1.0",
            ["data"] = new JsonObject(),
        }));
        await app.WhenIdleAsync();

        Assert.Equal("Mirrored", (string?)(await app.AssetAsync("environment", "by-subscription", "1"))!["state"]);
    }

    [Fact]
    public async Task RunAsync_VanishedFiles_FailsWithTheReasonAndHoldsUpNothingElse()
    {
        app.AddModel("vanished", withFile: false);
        app.AddModel("sound");

        await app.DeliverAsync(new JsonArray(app.ModelRegistered("vanished", "1"), app.ModelRegistered("sound", "1")));
        await app.WhenIdleAsync();

        JsonNode asset = (await app.AssetAsync("model", "vanished", "1"))!;
        Assert.Equal(("Failed", "InvalidAsset"), ((string?)asset["state"], (string?)asset["reason"]!["code"]));
        Assert.Contains("has no files", (string?)asset["reason"]!["message"], StringComparison.Ordinal);
        Assert.Null(app.Secondary("models/vanished/versions/1"));
        Assert.Equal("Mirrored", (string?)(await app.AssetAsync("model", "sound", "1"))!["state"]);
    }

    [Fact]
    public async Task RunAsync_DatastoreThatThePrimaryLacks_FailsWithThePathToIt()
    {
        app.AddModel("elsewhere", change: properties => properties["modelUri"] = "azureml://datastores/lake/paths/m");

        await app.DeliverAsync(new JsonArray(app.ModelRegistered("elsewhere", "1")));
        await app.WhenIdleAsync();

        JsonNode asset = (await app.AssetAsync("model", "elsewhere", "1"))!;
        Assert.Equal(("Failed", "DependencyMissing"), ((string?)asset["state"], (string?)asset["reason"]!["code"]));
        Assert.Contains("model elsewhere:1 -> datastore lake", (string?)asset["reason"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AssetThatThePrimaryDoesNotHold_FailsWithTheReason()
    {
        await app.DeliverAsync(new JsonArray(app.ModelRegistered("nowhere", "1")));
        await app.WhenIdleAsync();

        JsonNode asset = (await app.AssetAsync("model", "nowhere", "1"))!;
        Assert.Equal(("Failed", "SourceMissing"), ((string?)asset["state"], (string?)asset["reason"]!["code"]));
    }

    [Fact]
    public async Task Webhook_BodyThatIsNoJson_IsRefusedForGood()
    {
        using var client = new HttpClient();
        using var content = new StringContent("{not json", System.Text.Encoding.UTF8, "application/json");
        content.Headers.Add("aeg-event-type", "Notification");

        HttpResponseMessage answer = await client.PostAsync(
            new Uri(app.Server.Address, $"runtime/webhooks/eventgrid?functionName=OnAssetEvent&code={app.Server.EventGridKey}"), content);

        // Event Grid never delivers again after 400.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private string[] Rejected() =>
    [
        .. app.Azure.Blobs.List(app.Azure.World.ControlAccount.Name, "amldr", "rejected-events/")
            .Select(blob => System.Text.Encoding.UTF8.GetString(app.Azure.Blobs.Read(app.Azure.World.ControlAccount.Name, "amldr", blob.Name)!.ToArray())),
    ];
}
