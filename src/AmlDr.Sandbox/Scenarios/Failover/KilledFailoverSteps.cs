using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Scenarios.Mirror;
using AmlDr.Sandbox.Scenarios.Operating;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Scenarios.Failover;

/// <summary>The same failover with the app killed on the way: it ends as if nobody had disturbed it.</summary>
internal static class KilledFailoverSteps
{
    public static async Task<OperationResult> PlayAsync(OperatingWorld world, OperationResult undisturbed)
    {
        world.Session.Azure.Faults.Hang = TimeSpan.FromMilliseconds(200);
        world.Session.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Mix);
        long since = world.Log.Position;
        OperationResult? result = null;
        int comeBackAfter = (world.Size.Kills + 1) / 2;
        await world.Run.RequireAsync("killed again and again, the app completes it all the same", async () =>
        {
            string id = await new OperationRequests(world).StartAsync("unplanned", FailoverSteps.Key);
            (JsonObject record, int kills) = await Disturber.KillUntilAtRestAsync(world, id, undisturbed.Effects, ComeBack);
            world.Run.Metrics["kills"] = kills;
            result = new OperationResult(await world.Client.GetFailoverAsync(id, allSteps: true, world.Cancelled), SecondarySnapshot.Take(world.Session.Azure), 0);
            if (kills < world.Size.Kills)
                throw new CheckFailedException($"It was killed {kills} times only, of {world.Size.Kills}.");
            return result.Operation.HasEnded ? $"{kills} kills, {record["state"]}" : throw new CheckFailedException(result.Operation.ToString());
        });
        await world.Run.StepAsync("that the region came back in the middle changed nothing in it", () =>
        {
            CallRecord[] changes = [.. new OperationCalls(world.Session.Azure, since).ToPrimary.Where(call => call.TookEffect)];
            MirrorStage.Require([.. changes.Select(call => $"{call.Operation} {call.Path}")]);
            return Task.FromResult($"back after {comeBackAfter} kills; nothing was written there");
        });
        await world.WaitUntilQuietAsync();
        OperationCalls calls = new(world.Session.Azure, since);
        await EndState.CheckAsync(world, result!.Operation, calls);
        await world.Run.StepAsync("the secondary and the audit trail are those of the undisturbed run", () =>
        {
            MirrorStage.Require([.. undisturbed.Differences(result)]);
            return Task.FromResult($"{result.End.Count} things, {result.Audit.Count} entries, {result.Steps.Count} steps");
        });
        return result;

        void ComeBack(int kills)
        {
            if (kills == comeBackAfter)
                world.Session.Azure.Regions.Restore(WorldTopology.PrimaryRegion);
        }
    }
}
