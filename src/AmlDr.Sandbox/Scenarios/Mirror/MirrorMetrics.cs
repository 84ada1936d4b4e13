using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Mirror;

/// <summary>What the mirror scenario measures.</summary>
internal static class MirrorMetrics
{
    /// <summary>
    /// From a registration's arrival at the primary (call log) to the asset's verified presence in the secondary (ledger). To be taken before
    /// anything else is done with the assets.
    /// </summary>
    public static async Task MeasureLagAsync(MirrorStage stage)
    {
        IReadOnlyDictionary<string, DateTimeOffset> registered = stage.Log.Registrations();
        Dictionary<(string, string, string), AppAsset> states = (await stage.Session.App.Client.ListAssetsAsync(stage.Cancelled))
            .ToDictionary(asset => (asset.Kind, asset.Name, asset.Version));
        double[] seconds =
        [

            // What was registered in two steps has been there twice.
            .. stage.Mirrored.Where(asset => asset.FirstBody is null).Select(asset => (MirroredAt(asset) - registered[asset.Path]).TotalSeconds).Order(),
        ];
        JsonObject metrics = stage.Run.Metrics;
        metrics["eventToMirroredSecondsP50"] = Percentile(seconds, 0.50);
        metrics["eventToMirroredSecondsP99"] = Percentile(seconds, 0.99);
        metrics["eventToMirroredSecondsMax"] = Percentile(seconds, 1);

        DateTimeOffset MirroredAt(SeedAsset asset) => states[(asset.Kind, asset.Name, asset.Version)].MirroredAt!.Value;
    }

    public static void Measure(MirrorStage stage)
    {
        CallSummary summary = stage.Session.Azure.Calls.Summarise();
        OperationCount[] arm = [.. summary.Operations.Where(operation => operation.Service == AzureService.Arm)];
        JsonObject metrics = stage.Run.Metrics;
        metrics["assets"] = stage.Run.Options.Assets;
        metrics["seed"] = stage.Run.Options.Seed;
        metrics["faults"] = stage.Run.Options.Faults;

        // All calls of both regions, the users' own registrations in the primary among them.
        metrics["armCalls"] = new JsonObject(arm
            .GroupBy(operation => $"{operation.Region} {operation.Operation}")
            .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)group.Sum(operation => operation.Calls))));
        metrics["armThrottled"] = arm.Sum(operation => operation.Throttled);
        metrics["callsStruckByFaults"] = stage.Session.Azure.Calls.Read().Count(call => call.Fault?.StartsWith("profile-", StringComparison.Ordinal) == true);
        metrics["effectiveWritesInSecondary"] = stage.Log.EffectiveWrites().Values.Sum();
        metrics["bytesCopiedByService"] = summary.BytesCopiedByService;
        metrics["bytesThroughProcess"] = stage.Log.BytesThroughProcess();
        metrics["eventDeliveries"] = summary.Calls("events:deliver");
    }

    /// <summary>The nearest rank.</summary>
    private static double Percentile(double[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)], 3);
}
