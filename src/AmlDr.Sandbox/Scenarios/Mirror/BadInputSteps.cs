using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What cannot be used is refused with a reason that people find, and holds nothing else up.</summary>
internal static class BadInputSteps
{
    private static readonly (string Name, string Version)[] Tricks =
    [
        ("../../../etc/passwd", "1"), ("a/../../b", "1"), ("..", "1"), ("%2e%2e%2fcodes", "1"), (@"C:\models\x", "1"), ("x?comp=list#", "1"),
        ("line\nbreak", "1"), ("good-name", ".."), ("good-name", "1/../../2"), ("long-" + new string('n', 3000), "1"),
    ];

    public static async Task PlayAsync(MirrorStage stage)
    {
        await stage.Run.StepAsync("an event that cannot be used is recorded with its reason, logged, and not delivered again", () => SendUselessAsync(stage));
        await stage.Run.StepAsync("a body that is no event is answered 400 and not delivered again", () => SendMalformedAsync(stage));
        await stage.Run.StepAsync("a name with path tricks is refused before anything is called with it", () => SendTricksAsync(stage));
        await stage.Run.StepAsync(
            "vanished files and a datastore whose files cannot be copied become the asset's state, and hold up nothing else", () => RegisterBrokenAsync(stage));
    }

    private static async Task<string> SendUselessAsync(MirrorStage stage)
    {
        DateTimeOffset now = stage.Session.Azure.Clock.GetUtcNow();
        string topic = stage.Session.Azure.World.Primary.ResourceId;
        JsonObject nameless = WireEvents.ModelRegistered(topic, "x", "1", now, id: "bad-nameless");
        (nameless["data"], nameless["subject"]) = (new JsonObject(), "models");
        JsonObject typeless = WireEvents.ModelRegistered(topic, "x", "1", now, id: "bad-typeless");
        typeless.Remove("eventType");
        Dictionary<string, JsonObject> events = new()
        {
            ["bad-topic"] = WireEvents.ModelRegistered(topic.Replace("mlw-primary", "mlw-unknown", StringComparison.Ordinal), "x", "1", now, id: "bad-topic"),
            ["bad-topic-form"] = WireEvents.ModelRegistered("no topic at all", "x", "1", now, id: "bad-topic-form"),
            ["bad-nameless"] = nameless,
            ["bad-typeless"] = typeless,
        };
        long before = stage.Log.Position;
        foreach (JsonObject item in events.Values)
            stage.Session.Azure.EventGrid.Send(new JsonArray(item), Subscriptions.Models);
        await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        await stage.WaitUntilLoggedAsync(events.Keys.Select(id => $"Event {id} was rejected"));
        Dictionary<string, string> rejected = ReadRejected(stage);
        MirrorStage.Require(
        [
            .. events.Keys.Where(id => !rejected.TryGetValue(id, out string? reason) || reason.Length == 0).Select(id => $"event {id} left no record"),
            .. stage.Log.ChangesInSecondary(before).Select(call => $"{call.Operation} {call.Path}"),
        ]);
        return $"for example: {rejected["bad-topic"]}";
    }

    private static async Task<string> SendMalformedAsync(MirrorStage stage)
    {
        long dropped = Dropped(stage);
        JsonNode[] bodies = [JsonValue.Create("no event"), new JsonArray(1, 2, 3), JsonValue.Create(42)];
        foreach (JsonNode body in bodies)
            stage.Session.Azure.EventGrid.Send(body, Subscriptions.Models);
        await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        if (Dropped(stage) - dropped != bodies.Length)
            throw new CheckFailedException($"{Dropped(stage) - dropped} of {bodies.Length} were given up.");
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        using HttpRequestMessage request = new(HttpMethod.Post, stage.Session.App.Webhook);
        request.Headers.Add("aeg-event-type", "Notification");
        request.Content = new StringContent("{\"id\": ", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.SendAsync(request, stage.Cancelled);
        if (answer.StatusCode != HttpStatusCode.BadRequest)
            throw new CheckFailedException($"Half a JSON text is answered {(int)answer.StatusCode}.");
        return $"{bodies.Length + 1} bodies, each refused once";
    }

    private static async Task<string> SendTricksAsync(MirrorStage stage)
    {
        DateTimeOffset now = stage.Session.Azure.Clock.GetUtcNow();
        string topic = stage.Session.Azure.World.Primary.ResourceId;
        long before = stage.Log.Position;
        foreach ((string name, string version) in Tricks)
            stage.Session.Azure.EventGrid.Send(new JsonArray(WireEvents.ModelRegistered(topic, name, version, now)), Subscriptions.Models);
        await stage.Session.WaitUntilQuietAsync(stage.Patience, stage.Cancelled);
        IReadOnlyList<AppAsset> assets = await stage.Session.App.Client.ListAssetsAsync(stage.Cancelled);
        IReadOnlyList<CallRecord> calls = stage.Session.Azure.Calls.Read(new CallQuery { Since = before, Service = AzureService.Arm });
        MirrorStage.Require(
        [
            .. Tricks.Where(trick => !assets.Any(asset => IsRefused(asset, trick))).Select(trick => $"'{trick.Name}:{trick.Version}' is not shown as refused"),
            .. calls.Select(call => $"{call.Method} {call.Path} was called"),
        ]);
        return $"{Tricks.Length} names, for example: {assets.First(asset => IsRefused(asset, Tricks[0])).Reason!.Message}";

        // A name of thousands of characters is shown by its beginning.
        static bool IsRefused(AppAsset asset, (string Name, string Version) trick) =>
            asset is { State: "Refused", Reason.Code: "InvalidName" }
            && asset.Version == trick.Version
            && (asset.Name == trick.Name || (trick.Name.Length > 255 && asset.Name.Length > 20 && trick.Name.StartsWith(asset.Name[..20], StringComparison.Ordinal)));
    }

    private static async Task<string> RegisterBrokenAsync(MirrorStage stage)
    {
        SandboxSession session = stage.Session;
        IReadOnlyList<SeedAsset> made = SeedPlan.CreateMore(session.Primary, stage.Run.Options.Seed + 2, 6, "beside-");
        SeedAsset[] models = [.. made.Where(asset => asset.Kind == "model")];
        SeedAsset good = models[0];
        SeedAsset vanished = models[1] with { Name = "vanished" };
        SeedAsset elsewhere = models[2] with { Name = "elsewhere", Body = models[2].Body.DeepClone().AsObject() };
        elsewhere.Body["properties"]!["modelUri"] = session.Primary.DatastoreUri("primaryonly", "some/model");
        SeedAsset datastore = new() { Collection = "datastores", Name = "primaryonly", Version = "", Body = Datastore(session) };
        stage.Add([datastore, good]);
        await session.User.PublishAsync([datastore], cancellationToken: stage.Cancelled);
        // The files of this one are never uploaded.
        await session.User.RegisterAsync(vanished, stage.Cancelled);
        await session.User.RegisterAsync(elsewhere, stage.Cancelled);
        await session.User.PublishAsync([good], cancellationToken: stage.Cancelled);
        await stage.WaitUntilSettledAsync([datastore, good]);
        await stage.WaitUntilLoggedAsync(new[] { vanished, elsewhere }.Select(asset => $"{asset.Name}:{asset.Version} is"));
        IReadOnlyList<AppAsset> assets = await session.App.Client.ListAssetsAsync(stage.Cancelled);
        AppAsset? first = assets.SingleOrDefault(asset => asset.Name == vanished.Name);
        AppAsset? second = assets.SingleOrDefault(asset => asset.Name == elsewhere.Name);
        MirrorStage.Require(
        [
            .. first is { State: "Failed", Reason.Code: "InvalidAsset" } && first.Reason.Message.Contains("no files", StringComparison.Ordinal) ? [] : (string[])[$"{first}"],
            .. second is { State: "Refused", Reason.Code: "Refused" } ? [] : (string[])[$"{second}"],
            .. stage.Check.Problems([good]),
        ]);
        return $"{first!.State} {first.Reason!.Code}, {second!.State} {second.Reason!.Code}; {good} was mirrored beside them";
    }

    private static JsonObject Datastore(SandboxSession session) => new()
    {
        ["properties"] = new JsonObject
        {
            ["datastoreType"] = "AzureFile",
            ["accountName"] = session.Azure.World.PrimaryAccount.Name,
            ["fileShareName"] = "research",
            ["endpoint"] = "core.windows.net",
            ["protocol"] = "https",
            ["subscriptionId"] = WorldTopology.SubscriptionId,
            ["resourceGroup"] = WorldTopology.ResourceGroup,
            ["credentials"] = new JsonObject { ["credentialsType"] = "None" },
        },
    };

    private static Dictionary<string, string> ReadRejected(MirrorStage stage)
    {
        string account = stage.Session.Azure.World.ControlAccount.Name;
        return stage.Session.Azure.Blobs.List(account, AppSettings.ControlContainer, "rejected-events/", withMd5: false)
            .Select(blob => JsonNode.Parse(stage.Session.Azure.Blobs.Read(account, AppSettings.ControlContainer, blob.Name)!.ToArray())!)
            .ToDictionary(record => record["eventId"]!.GetValue<string>(), record => record["reason"]!.GetValue<string>());
    }

    private static long Dropped(MirrorStage stage) =>
        stage.Session.Azure.EventGrid.Subscriptions.Single(subscription => subscription.Definition.Name == Subscriptions.Models).Dropped;
}
