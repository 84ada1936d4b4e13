using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Failover;

/// <summary>What must be so after a failover, looked at in the simulator and not asked of the app.</summary>
internal static class EndState
{
    private const string SourceTag = "amldr.source-job";

    public static async Task CheckAsync(OperatingWorld world, AppFailover operation, OperationCalls calls)
    {
        ServingCheck check = new(world.Session.Azure, world.Session.Azure.World.Primary, world.Session.Azure.World.Secondary);
        await world.Run.StepAsync("capacities, traffic, nodes and schedules in the secondary are the primary's", () =>
        {
            MirrorStage.Require([.. check.Problems(world.Plan.Serving)]);
            return Task.FromResult(MirrorStage.CountKinds(world.Plan.Serving));
        });
        await world.Run.StepAsync("every endpoint answers there, with the keys that clients have", async () =>
        {
            SeedAsset[] endpoints = [.. world.Plan.Assets.Where(asset => asset.Kind == "onlineEndpoint")];
            MirrorStage.Require(await check.ScoringProblemsAsync(endpoints, world.Cancelled));
            return $"{endpoints.Length} endpoints; the one that was made now has new keys, and the operation says so";
        });
        await world.Run.StepAsync("clients are turned to the secondary, once", () => Task.FromResult(CheckSwitch(world, calls)));
        await world.Run.StepAsync("jobs are submitted again as the policy says", () => Task.FromResult(CheckJobs(world, operation)));
        await world.Run.StepAsync("exceptions are named one by one, and no others", () => Task.FromResult(CheckExceptions(world, operation)));
        await world.Run.StepAsync("no call to the primary was without a deadline", () =>
        {
            MirrorStage.Require([.. calls.CallsWithoutDeadline()]);
            return Task.FromResult($"{calls.ToPrimary.Count} calls, the longest {calls.ToPrimary.Select(call => call.DurationMilliseconds).DefaultIfEmpty().Max() / 1000:0.0} s");
        });
        await world.Run.StepAsync("nothing was activated twice", () =>
        {
            MirrorStage.Require([.. calls.RepeatedWrites(OperationCalls.OnceOrAsMade)]);
            return Task.FromResult($"{calls.Writes} writes");
        });
        await world.Run.StepAsync("the roles are swapped, the mirror is paused, the pair is free", () => Task.FromResult(CheckRoles(world, operation)));
        await EvidenceSteps.CheckAsync(world, operation);
    }

    private static string CheckSwitch(OperatingWorld world, OperationCalls calls)
    {
        Hosting.SimulatedAzure azure = world.Session.Azure;
        IReadOnlyDictionary<string, int> switches = calls.Switches();
        MirrorStage.Require(
        [
            .. OperatingPolicy.TakesClients(azure, WorldTopology.SecondaryRegion) ? [] : (string[])["the secondary's endpoint of Traffic Manager takes no clients"],
            .. OperatingPolicy.TakesClients(azure, WorldTopology.PrimaryRegion) ? (string[])["the primary's endpoint of Traffic Manager still takes clients"] : [],
            .. OperatingPolicy.Pointer(azure) == azure.World.Secondary.Name ? [] : (string[])[$"the pointer names {OperatingPolicy.Pointer(azure)}"],
            .. switches.Where(one => one.Value != 1).Select(one => $"{one.Key} was written {one.Value} times"),
        ]);
        return string.Join(", ", switches.Keys);
    }

    private static string CheckJobs(OperatingWorld world, AppFailover operation)
    {
        string workspace = world.Session.Azure.World.Secondary.ResourceId;
        ILookup<string, JsonObject> jobs = world.Session.Azure.Resources.Snapshot(workspace).Where(resource => resource.Type == "jobs")
            .ToLookup(job => job.Document["properties"]?["tags"]?[SourceTag]?.ToString() ?? job.Path, job => job.Document);
        List<string> problems = [];
        foreach (SeedJob job in world.Plan.Jobs)
        {
            bool isMeant = !job.HasEnded && job.CanMove && job.Name.StartsWith(ServingPlan.MovingJobs, StringComparison.Ordinal);
            JsonObject[] found = [.. jobs[job.Name]];
            if (found.Length != (isMeant ? 1 : 0))
                problems.Add($"{job.Name} was submitted {found.Length} times");
            if (found.Any(one => one["name"]!.ToString() == job.Name || one["properties"]!.ToJsonString().Contains($"/workspaces/{world.Session.Azure.World.Primary.Name}/", StringComparison.OrdinalIgnoreCase)))
                problems.Add($"{job.Name} was submitted under its own name or refers to the primary");
        }

        string[] known = [.. world.Plan.Jobs.Select(job => job.Name)];
        problems.AddRange(jobs.Where(group => !known.Contains(group.Key)).Select(group => $"the job {group.Key} is nobody's"));
        if (!operation.Steps.Any(step => step.Id.StartsWith("ResubmitJob:", StringComparison.Ordinal) && step.Status == "Done"))
            problems.Add("the operation tells of no job");
        MirrorStage.Require(problems);
        return string.Join(", ", jobs.Select(group => group.Key));
    }

    private static string CheckExceptions(OperatingWorld world, AppFailover operation)
    {
        (string About, string Code)[] expected =
        [
            ($"{world.Lost.Kind}/{world.Lost.Name}/{world.Lost.Version}", ""),
            ($"onlineEndpoint/{ServingPlan.ColdEndpoint}", "Note"),
            .. world.StuckJobs.Select(job => ($"job/{job}", "")),
        ];
        string[] found = [.. operation.Exceptions.Select(one => one.About)];
        MirrorStage.Require(
        [
            .. operation.State == "CompletedWithExceptions" ? [] : (string[])[$"the operation is {operation.State}"],
            .. found.Length == expected.Length && expected.All(one => found.Any(about => Names(about, one.About)))
                ? []
                : (string[])[$"it names {string.Join("; ", operation.Exceptions.Select(one => $"{one.About} ({one.Reason.Code}: {one.Reason.Message})"))}"],
        ]);
        return string.Join("; ", operation.Exceptions.Select(one => $"{one.About}: {one.Reason.Message}"));

        static bool Names(string about, string expectedAbout) => expectedAbout.Split('/').Where(part => part.Length > 1).All(part => about.Contains(part, StringComparison.Ordinal));
    }

    private static string CheckRoles(OperatingWorld world, AppFailover operation)
    {
        JsonObject state = world.Store.PairState() ?? throw new CheckFailedException("Nobody has written down who serves.");
        MirrorStage.Require(
        [
            .. state["activeSide"]?.ToString() == "Secondary" ? [] : (string[])[$"{state["activeSide"]} serves"],
            .. state["mirrorDirection"]?.ToString() == "Paused" ? [] : (string[])[$"the mirror's direction is {state["mirrorDirection"]}"],
            .. state["operationId"] is null ? [] : (string[])[$"{state["operationId"]} holds the pair"],
            .. operation.TimelineIsWhole ? [] : (string[])["the audit trail is broken"],
        ]);
        return $"generation {state["generation"]}; {operation.Timeline.Count} entries in the audit trail, chain whole";
    }
}
