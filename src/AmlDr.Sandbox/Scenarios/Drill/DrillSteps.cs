using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Drill;

/// <summary>A drill, looked at from outside; then another one that is killed on the way.</summary>
internal static class DrillSteps
{
    public static async Task<OperationResult> PlayAsync(OperatingWorld world)
    {
        OperationRequests requests = new(world);
        SecondarySnapshot before = SecondarySnapshot.Take(world.Session.Azure);
        await world.Run.StepAsync("the plan of a drill turns no clients and starts no jobs", () => PlanAsync(requests));
        OperationResult? result = null;
        long since = world.Log.Position;
        await world.Run.RequireAsync("one request starts it, and it completes", async () =>
        {
            AppFailover operation = await requests.WatchAsync(await requests.StartAsync("drill", "first-drill"));
            result = new OperationResult(
                operation, SecondarySnapshot.Take(world.Session.Azure), world.Session.Azure.Calls.Read(new CallQuery { Since = since, Effect = true }).Count);
            return $"{operation.State}; {string.Join(", ", result.Exceptions)}";
        });
        Measure(world, result!.Operation);
        await CheckAsync(world, before, since, result.Operation);
        await world.Run.StepAsync("the mirror goes on", () => world.ArriveAsync("serve-after"));
        if (world.Size.Kills > 0)
            await PlayKilledAsync(world, requests, result);
        return result;
    }

    private static async Task PlayKilledAsync(OperatingWorld world, OperationRequests requests, OperationResult undisturbed)
    {
        SecondarySnapshot before = SecondarySnapshot.Take(world.Session.Azure);
        long since = world.Log.Position;
        OperationResult? killed = null;
        await world.Run.RequireAsync("a drill that is killed again and again completes all the same", async () =>
        {
            string id = await requests.StartAsync("drill", "second-drill");
            (JsonObject record, int kills) = await Disturber.KillUntilAtRestAsync(world, id, undisturbed.Effects);
            world.Run.Metrics["kills"] = kills;
            killed = new OperationResult(await world.Client.GetFailoverAsync(id, allSteps: true, world.Cancelled), SecondarySnapshot.Take(world.Session.Azure), 0);
            if (kills < world.Size.Kills)
                throw new CheckFailedException($"It was killed {kills} times only, of {world.Size.Kills}.");
            return killed.Operation.HasEnded ? $"{kills} kills, {record["state"]}" : throw new CheckFailedException(killed.Operation.ToString());
        });
        await CheckAsync(world, before, since, killed!.Operation);
        await world.Run.StepAsync("its steps and audit trail are those of the undisturbed drill", () =>
        {
            MirrorStage.Require([.. undisturbed.WithEndOf(killed).Differences(killed)]);
            return Task.FromResult($"{killed.Audit.Count} entries, {killed.Steps.Count} steps");
        });
    }

    private static async Task CheckAsync(OperatingWorld world, SecondarySnapshot before, long since, AppFailover operation)
    {
        await world.WaitUntilQuietAsync();
        OperationCalls calls = new(world.Session.Azure, since);
        await world.Run.StepAsync("deployments were scaled, schedules enabled, endpoints scored", () => Task.FromResult(CheckSteps(world, operation)));
        await world.Run.StepAsync("the secondary is as before: documents, capacities, traffic, keys, files", () =>
        {
            SecondarySnapshot after = SecondarySnapshot.Take(world.Session.Azure);
            MirrorStage.Require(before.Differences(after));
            return Task.FromResult($"{after.Count} things");
        });
        await world.Run.StepAsync("no client was turned, no job was started, nothing was done twice", () =>
        {
            MirrorStage.Require(
            [
                .. calls.Switches().Where(one => one.Value > 0).Select(one => $"{one.Key} was written {one.Value} times"),
                .. calls.OfArm.Where(call => call is { Operation: "jobs:put", TookEffect: true }).Select(call => $"{call.Path} was started"),

                // Up and down again; what is made is given its traffic and loses it again besides, and is deleted then.
                .. calls.RepeatedWrites(path => 1 + OperationCalls.OnceOrAsMade(path)),
            ]);
            return Task.FromResult($"{calls.Writes} writes");
        });
        await world.Run.StepAsync("the primary serves and is mirrored, the pair is free", () =>
        {
            JsonObject state = world.Store.PairState() ?? throw new CheckFailedException("Nobody has written down who serves.");
            MirrorStage.Require(
            [
                .. state["activeSide"]?.ToString() == "Primary" ? [] : (string[])[$"{state["activeSide"]} serves"],
                .. state["mirrorDirection"]?.ToString() == "Forward" ? [] : (string[])[$"the mirror's direction is {state["mirrorDirection"]}"],
                .. state["operationId"] is null ? [] : (string[])[$"{state["operationId"]} holds the pair"],
                .. operation.TimelineIsWhole ? [] : (string[])["the audit trail is broken"],
            ]);
            return Task.FromResult($"generation {state["generation"]}");
        });
    }

    private static async Task<string> PlanAsync(OperationRequests requests)
    {
        JsonObject plan = (await requests.PlanAsync("drill"))["plan"]!.AsObject();
        string[] steps = [.. plan["stages"]!.AsArray().SelectMany(stage => stage!["steps"]!.AsArray()).Select(step => step!["id"]!.ToString())];
        MirrorStage.Require(
        [
            .. steps.Where(step => step.StartsWith("SwitchTraffic:", StringComparison.Ordinal) || step.StartsWith("ResubmitJob:", StringComparison.Ordinal)).Select(step => $"{step} is planned"),
            .. steps.Any(step => step.StartsWith("ScaleDeployment:", StringComparison.Ordinal)) ? [] : (string[])["no deployment is scaled"],
        ]);
        return $"{steps.Length} steps, estimated {plan["estimatedSeconds"]} s";
    }

    private static string CheckSteps(OperatingWorld world, AppFailover operation)
    {
        HashSet<string> done = [.. operation.Steps.Where(step => step.Status == "Done").Select(step => step.Id)];
        string[] expected =
        [
            .. world.Plan.Assets.Where(asset => asset.Kind == "onlineDeployment" && asset.Name != ServingPlan.HotEndpoint)
                .Select(asset => $"{(asset.SkipCode is null ? "ScaleDeployment" : "CreateAsset")}:onlineDeployment/{asset.Name}/{asset.Version}"),
            .. world.Plan.Assets.Where(asset => asset.Kind == "schedule").Select(asset => $"EnableSchedule:schedule/{asset.Name}"),
            .. world.Plan.Assets.Where(asset => asset.Kind == "onlineEndpoint").Select(asset => $"VerifyEndpoint:onlineEndpoint/{asset.Name}"),
        ];
        MirrorStage.Require(
        [
            .. expected.Where(step => !done.Contains(step)).Select(step => $"{step} was not done"),
            .. operation.Steps.Where(step => step.Id.StartsWith("VerifyEndpoint:onlineEndpoint/", StringComparison.Ordinal) && step.Detail?.Contains("answers the sample", StringComparison.Ordinal) != true)
                .Select(step => $"{step.Id}: {step.Detail}"),
        ]);
        return $"{expected.Length} steps of {operation.Steps.Count()}";
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
        metrics["secondsWithCleanUp"] = Math.Round((operation.EndedAt!.Value - operation.RequestedAt).TotalSeconds, 3);
        world.Run.Progress(string.Create(CultureInfo.InvariantCulture, $"RTO {operation.Times.RtoSeconds:0.0} s"));
    }
}
