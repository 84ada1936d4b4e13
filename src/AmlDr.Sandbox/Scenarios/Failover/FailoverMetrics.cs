using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Failover;

/// <summary>What a failover is measured by.</summary>
internal static class FailoverMetrics
{
    private const double MostOfCriticalPath = 1.25;

    public static async Task MeasureAsync(OperatingWorld world, AppFailover operation, OperationCalls calls, DateTimeOffset asked)
    {
        OperatingSize size = world.Size;
        ThrottlingOptions rates = world.Session.Azure.Throttle.Options;
        double wall = (operation.EndedAt!.Value - asked).TotalSeconds;
        double chain = SimulatedTimes.SlowestChain(world.Plan) / size.Speed;
        double limit = SimulatedTimes.WriteLimit(calls.Writes, rates) / size.Speed;
        double ratio = wall / (chain + limit);
        JsonObject metrics = world.Run.Metrics;
        metrics["assets"] = size.Assets;
        metrics["endpoints"] = size.Endpoints;
        metrics["deployments"] = size.Deployments;
        metrics["seed"] = world.Run.Options.Seed;
        metrics["faults"] = world.Run.Options.Faults;
        metrics["speed"] = size.Speed;
        metrics["rtoSeconds"] = operation.Times.RtoSeconds;
        metrics["rpoSeconds"] = operation.Times.RpoSeconds;
        metrics["wallSeconds"] = Math.Round(wall, 3);
        metrics["slowestChainSeconds"] = Math.Round(chain, 3);
        metrics["writeLimitSeconds"] = Math.Round(limit, 3);
        metrics["ratioToCriticalPath"] = Math.Round(ratio, 3);
        metrics["steps"] = operation.Stages.Sum(stage => stage.Steps.Values.Sum());
        metrics["stageSeconds"] = new JsonObject(operation.Stages.Where(stage => stage.EndedAt is not null && stage.StartedAt is not null)
            .Select(stage => KeyValuePair.Create(stage.Stage, (JsonNode?)Math.Round((stage.EndedAt!.Value - stage.StartedAt!.Value).TotalSeconds, 3))));
        metrics["secondsUntilStage"] = new JsonObject(operation.Timeline.Where(act => act.Action is "Begin" or "Advance" or "Complete" or "CompleteWithExceptions")
            .Select(act => KeyValuePair.Create(act.Action.StartsWith("Complete", StringComparison.Ordinal) ? "End" : act.Stage, (JsonNode?)Math.Round((act.At - asked).TotalSeconds, 3))));
        metrics["calls"] = calls.Count;
        metrics["controlStoreCalls"] = new JsonObject(calls.OfControlStore.CountBy(call => call.Operation).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        metrics["callsToPrimary"] = calls.ToPrimary.Count;
        metrics["armWrites"] = calls.Writes;
        metrics["armThrottled"] = calls.OfArm.Count(call => call.Status == 429);
        metrics["armCalls"] = new JsonObject(calls.OfArm.Where(call => call.Region != WorldTopology.PrimaryRegion)
            .CountBy(call => call.Operation).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        await world.Run.StepAsync(
            "the recovery time is measured, and near to the shortest that the services allow", () =>
            {
                if (operation.Times.RtoSeconds is not > 0)
                    throw new CheckFailedException("No recovery time was measured.");
                string seen = string.Create(
                    CultureInfo.InvariantCulture, $"RTO {operation.Times.RtoSeconds:0.0} s, RPO {operation.Times.RpoSeconds:0.0} s; {wall:0.0} s in all are {ratio:0.00} times the slowest chain ({chain:0.0} s) with the limit of writes ({limit:0.0} s)");
                return size.Speed > OperatingSize.FastestMeasured || world.Run.Options.Faults != "none" || ratio <= MostOfCriticalPath
                    ? Task.FromResult(seen)
                    : throw new CheckFailedException($"{seen}; at most {MostOfCriticalPath} times are allowed");
            });
    }
}
