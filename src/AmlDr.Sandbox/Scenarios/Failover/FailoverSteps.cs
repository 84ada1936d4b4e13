using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Failover;

/// <summary>A failover that nobody disturbs: see, start, watch.</summary>
internal static class FailoverSteps
{
    /// <summary>The key of the request; operations of the same key have the same id, so that two runs can be compared.</summary>
    public const string Key = "the-worst-night";

    public static async Task<OperationResult> PlayAsync(OperatingWorld world)
    {
        OperationRequests requests = new(world);
        await world.Run.StepAsync("what must not start is refused, with the reason and the next command", () => RefuseAsync(world, requests));
        await world.Run.StepAsync("the primary region loses Resource Manager, storage and Event Grid", () =>
        {
            // Calls hang until the caller gives up: what has no deadline shows.
            world.Session.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Timeout);
            return Task.FromResult("nothing answers there any more");
        });
        await world.Run.StepAsync("the plan shows what would happen, without a call to the primary", () => PlanAsync(world, requests));
        OperationResult? result = null;
        DateTimeOffset asked = world.Session.Azure.Clock.GetUtcNow();
        long since = world.Log.Position;
        await world.Run.RequireAsync("one request starts it, and it completes", async () =>
        {
            string id = await requests.StartAsync("unplanned", Key);
            await world.Run.StepAsync("a second failover is told which one is under way; the same request again is the same operation", () => RepeatAsync(requests, id));
            AppFailover operation = await requests.WatchAsync(id);
            result = new OperationResult(operation, SecondarySnapshot.Take(world.Session.Azure), world.Session.Azure.Calls.Read(new CallQuery { Since = since, Effect = true }).Count);
            return $"{operation.State}; {string.Join(", ", result.Exceptions)}";
        });
        await world.WaitUntilQuietAsync();
        OperationCalls calls = new(world.Session.Azure, since);
        await EndState.CheckAsync(world, result!.Operation, calls);
        await FailoverMetrics.MeasureAsync(world, result.Operation, calls, asked);
        return result;
    }

    private static async Task<string> RefuseAsync(OperatingWorld world, OperationRequests requests)
    {
        JsonObject unconfirmed = OperationRequests.Body("unplanned");
        unconfirmed["confirm"] = "another";
        AppAnswer keyless = await world.Client.CallAsync(
            HttpMethod.Post, OperationRequests.Failovers, OperationRequests.Body("unplanned"), withKey: false, cancellationToken: world.Cancelled);
        if (keyless.Status != HttpStatusCode.Unauthorized)
            throw new CheckFailedException($"A request without a key is answered {(int)keyless.Status}: {keyless.Text}");
        const string start = $"POST /{OperationRequests.Failovers} {{\"mode\":";
        string[] seen =
        [
            "401 without a key",
            await requests.RefusedAsync(HttpStatusCode.BadRequest, "not-confirmed", start + "\"unplanned\"", HttpMethod.Post, OperationRequests.Failovers, unconfirmed),
            await requests.RefusedAsync(
                HttpStatusCode.NotFound, "unknown-pair", "GET /api/pairs", HttpMethod.Post, "api/pairs/nobody/failovers", OperationRequests.Body("unplanned")),
            await requests.RefusedAsync(
                HttpStatusCode.Conflict, "primary-is-healthy", start + "\"planned\"", HttpMethod.Post, OperationRequests.Failovers, OperationRequests.Body("unplanned")),
            await requests.RefusedAsync(
                HttpStatusCode.Conflict, "primary-serves", "GET /api/pairs/", HttpMethod.Post, OperationRequests.Failbacks, OperationRequests.Body(null)),
        ];
        if (world.Store.PairState()?["operationId"] is { } held)
            throw new CheckFailedException($"The pair is held by {held}.");
        return string.Join(", ", seen);
    }

    private static async Task<string> PlanAsync(OperatingWorld world, OperationRequests requests)
    {
        long since = world.Log.Position;
        JsonObject answer = await requests.PlanAsync("unplanned");
        JsonObject plan = answer["plan"]!.AsObject();
        JsonObject[] steps = [.. plan["stages"]!.AsArray().SelectMany(stage => stage!["steps"]!.AsArray()).Select(step => step!.AsObject())];
        string[] unavailable = [.. plan["unavailable"]!.AsArray().Select(one => one!["asset"]!.ToJsonString())];
        HashSet<string> planned = [.. steps.Select(step => step["id"]!.ToString())];
        string[] expected =
        [
            .. world.Plan.Assets.Where(asset => asset.Kind == "onlineDeployment" && asset.Name != ServingPlan.HotEndpoint)
                .Select(asset => $"{(asset.SkipCode is null ? "ScaleDeployment" : "CreateAsset")}:onlineDeployment/{asset.Name}/{asset.Version}"),
            .. world.Plan.Assets.Where(asset => asset.Kind == "schedule").Select(asset => $"EnableSchedule:schedule/{asset.Name}"),
            .. world.Plan.Assets.Where(asset => asset.Kind == "compute").Select(asset => $"ScaleCompute:compute/{asset.Name}"),
            "SwitchTraffic:clients",
        ];
        MirrorStage.Require(
        [
            .. expected.Where(step => !planned.Contains(step)).Select(step => $"{step} is not planned"),
            .. unavailable.Length == 1 + world.StuckJobs.Count && world.StuckJobs.Append(world.Lost.Name).All(name => unavailable.Any(one => one.Contains(name, StringComparison.Ordinal))) ? [] : (string[])[$"unavailable: {string.Join(", ", unavailable)}"],
            .. answer["start"]!.ToString().StartsWith($"POST /{OperationRequests.Failovers}", StringComparison.Ordinal) ? [] : (string[])[$"the start is '{answer["start"]}'"],
            .. new OperationCalls(world.Session.Azure, since).ToPrimary.Select(call => $"it called {call.Path}"),
        ]);
        return $"{steps.Length} steps, estimated {plan["estimatedSeconds"]} s; unavailable: {string.Join(", ", unavailable)}; {plan["jobs"]!.AsArray().Count} jobs; {plan["warnings"]!.AsArray().Count} warnings";
    }

    private static async Task<string> RepeatAsync(OperationRequests requests, string id)
    {
        string refused = await requests.RefusedAsync(
            HttpStatusCode.Conflict, "operation-under-way", $"GET /api/operations/{id}", HttpMethod.Post, OperationRequests.Failovers,
            OperationRequests.Body("unplanned"), "another-key");
        string again = await requests.StartAsync("unplanned", Key);
        return again == id ? refused : throw new CheckFailedException($"The same key started {again} besides {id}.");
    }
}
