using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Failback;

/// <summary>There and back: an unplanned failover and the way home; then a planned one, and the way home with the app killed on it.</summary>
internal static class FailbackSteps
{
    private const string OfPrimary = "As the primary has it.";
    private const string OfSecondary = "As the secondary has it.";

    public static async Task<OperationResult> PlayAsync(OperatingWorld world)
    {
        OperationRequests requests = new(world);
        HomeCheck home = new(world);
        await world.Run.RequireAsync("the primary dies, and the secondary takes over", async () =>
        {
            world.Session.Azure.Faults.Hang = TimeSpan.FromMilliseconds(200);
            world.Session.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Mix);
            AppFailover operation = await requests.WatchAsync(await requests.StartAsync("unplanned", "there"));
            await world.WaitUntilQuietAsync();
            return operation.State;
        });
        await world.Run.StepAsync("there is no way back while the primary is dead, and no second failover", () => RefuseAsync(requests));
        using AssetPublisher user = new(world.Session.Azure, world.Session.Azure.World.Secondary);
        SeedAsset conflict = world.Plan.Assets.First(asset => asset.Kind == "model");
        await world.Run.RequireAsync("meanwhile a model is registered in the secondary, and one is changed on both sides", async () =>
        {
            await user.PublishAsync([home.New("serve-meanwhile")], cancellationToken: world.Cancelled);
            world.Session.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
            await user.ChangeAsync(conflict.Path, document => document["properties"]!["description"] = OfSecondary, world.Cancelled);
            await world.Session.User.ChangeAsync(conflict.Path, document => document["properties"]!["description"] = OfPrimary, world.Cancelled);
            await world.WaitUntilQuietAsync();
            return $"{home.Registered[^1]}; {conflict} is changed on both sides";
        });
        await world.Run.StepAsync("the plan of the way back names it, and writes nothing", () => PlanAsync(world, requests));
        OperationResult? result = null;
        long since = world.Log.Position;
        await world.Run.RequireAsync("one request starts the way back, and it completes", async () =>
        {
            AppFailover operation = await requests.WatchAsync(await requests.StartAsync(null, "and-back"));
            result = Result(world, operation, since);
            return $"{operation.State}; {string.Join(", ", result.Exceptions)}";
        });
        await world.WaitUntilQuietAsync();
        Measure(world, result!.Operation);
        await home.CheckAsync(result.Operation, since, conflict);
        await world.Run.StepAsync("the version that both sides changed is reported, and written over nowhere", () => Task.FromResult(CheckConflict(world, result.Operation, conflict)));
        await world.Run.StepAsync("the primary is protected again: what is registered there is mirrored", () => world.ArriveAsync("serve-again"));
        if (world.Size.Kills > 0)
            await PlayKilledAsync(world, requests, home, user, result, conflict);
        return result;
    }

    private static async Task PlayKilledAsync(
        OperatingWorld world, OperationRequests requests, HomeCheck home, AssetPublisher user, OperationResult undisturbed, SeedAsset conflict)
    {
        await world.Run.RequireAsync("a planned failover moves over again, with the primary alive", async () =>
        {
            AppFailover operation = await requests.WatchAsync(await requests.StartAsync("planned", "there-again"));
            await world.WaitUntilQuietAsync();
            await user.PublishAsync([home.New("serve-meanwhile-again")], cancellationToken: world.Cancelled);
            await world.WaitUntilQuietAsync();
            return operation.State;
        });
        long since = world.Log.Position;
        OperationResult? killed = null;
        await world.Run.RequireAsync("killed again and again, the app completes the way back all the same", async () =>
        {
            string id = await requests.StartAsync(null, "and-back-again");
            (JsonObject record, int kills) = await Disturber.KillUntilAtRestAsync(world, id, undisturbed.Effects);
            world.Run.Metrics["kills"] = kills;
            killed = Result(world, await world.Client.GetFailoverAsync(id, allSteps: true, world.Cancelled), since);
            if (kills < world.Size.Kills)
                throw new CheckFailedException($"It was killed {kills} times only, of {world.Size.Kills}.");
            return killed.Operation.HasEnded ? $"{kills} kills, {record["state"]}" : throw new CheckFailedException(killed.Operation.ToString());
        });
        await world.WaitUntilQuietAsync();
        await home.CheckAsync(killed!.Operation, since, conflict);
        await world.Run.StepAsync("its audit trail is that of the undisturbed one", () =>
        {
            string[] expected = [.. undisturbed.Operation.Timeline.Select(Act)], actual = [.. killed.Operation.Timeline.Select(Act)];
            MirrorStage.Require(expected.SequenceEqual(actual) ? [] : [$"{string.Join(", ", expected)} became {string.Join(", ", actual)}"]);
            return Task.FromResult($"{actual.Length} entries");
        });

        // Whether there was anything to except is another matter: the conflict of the first way back was settled with it.
        static string Act(AppAct act) => act.Action.StartsWith("Complete", StringComparison.Ordinal) ? "Complete" : $"{act.Actor}: {act.Action} at {act.Stage}";
    }

    private static OperationResult Result(OperatingWorld world, AppFailover operation, long since) => new(
        operation, SecondarySnapshot.Take(world.Session.Azure), world.Session.Azure.Calls.Read(new CallQuery { Since = since, Effect = true }).Count);

    private static async Task<string> RefuseAsync(OperationRequests requests)
    {
        string[] seen =
        [
            await requests.RefusedAsync(HttpStatusCode.Conflict, "primary-is-down", "GET /api/health", HttpMethod.Post, OperationRequests.Failbacks, OperationRequests.Body(null)),
            await requests.RefusedAsync(
                HttpStatusCode.Conflict, "secondary-serves", $"POST /{OperationRequests.Failbacks}", HttpMethod.Post, OperationRequests.Failovers, OperationRequests.Body("unplanned")),
        ];
        return string.Join(", ", seen);
    }

    private static async Task<string> PlanAsync(OperatingWorld world, OperationRequests requests)
    {
        long since = world.Log.Position;
        JsonObject answer = await requests.PlanAsync("failback");
        string[] steps = [.. answer["plan"]!["stages"]!.AsArray().SelectMany(stage => stage!["steps"]!.AsArray()).Select(step => step!["id"]!.ToString())];
        MirrorStage.Require(
        [
            .. ((string[])["BringBack", "SwitchTraffic:clients", "SwapRoles"]).Except(steps).Select(step => $"{step} is not planned"),
            .. new OperationCalls(world.Session.Azure, since).OfArm.Where(call => call.TookEffect).Select(call => $"it wrote {call.Path}"),
            .. answer["start"]!.ToString().StartsWith($"POST /{OperationRequests.Failbacks}", StringComparison.Ordinal) ? [] : (string[])[$"the start is '{answer["start"]}'"],
        ]);
        return $"{steps.Length} steps";
    }

    private static string CheckConflict(OperatingWorld world, AppFailover operation, SeedAsset conflict)
    {
        Hosting.SimulatedAzure azure = world.Session.Azure;
        MirrorStage.Require(
        [
            .. Says(azure.World.Primary, OfPrimary), .. Says(azure.World.Secondary, OfSecondary),
            .. operation.Exceptions.Count == 1 && operation.Exceptions[0].About.Contains(conflict.Name, StringComparison.Ordinal)
                ? []
                : (string[])[$"the operation names {string.Join("; ", operation.Exceptions.Select(one => $"{one.About}: {one.Reason.Message}"))}"],
        ]);
        return operation.Exceptions[0].Reason.Message;

        IEnumerable<string> Says(SimulatedWorkspace workspace, string text) =>
            azure.Resources.Get($"{workspace.ResourceId}/{conflict.Path}")?["properties"]?["description"]?.ToString() is { } found && found == text
                ? []
                : [$"{conflict} in {workspace.Name} does not say '{text}'"];
    }

    private static void Measure(OperatingWorld world, AppFailover operation)
    {
        JsonObject metrics = world.Run.Metrics;
        metrics["assets"] = world.Size.Assets;
        metrics["endpoints"] = world.Size.Endpoints;
        metrics["deployments"] = world.Size.Deployments;
        metrics["seed"] = world.Run.Options.Seed;
        metrics["speed"] = world.Size.Speed;
        metrics["rtoSeconds"] = operation.Times.RtoSeconds;
        metrics["rpoSeconds"] = operation.Times.RpoSeconds;
        metrics["steps"] = operation.Stages.Sum(stage => stage.Steps.Values.Sum());
        metrics["seconds"] = Math.Round((operation.EndedAt!.Value - operation.RequestedAt).TotalSeconds, 3);
    }
}
