using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>Routes that make things go wrong, slow or scarce.</summary>
internal static class DisturbanceRoutes
{
    public static IEnumerable<ControlRoute> All(SimulatedAzure azure) =>
    [
        new("GET", "/regions", "Every region and whether it is lost.", (_, _) => ControlService.OkAsync(azure.Regions.Regions)),
        new("POST", "/regions/{region}/outage", "Takes a region away, or gives it back.", async (request, cancellation) =>
        {
            OutageRequest outage = await request.BodyAsync<OutageRequest>(cancellation);
            if (outage is { Down: true, Seconds: { } seconds })
                azure.Regions.TakeDown(request["region"], TimeSpan.FromSeconds(seconds), outage.Mode);
            else if (outage.Down)
                azure.Regions.TakeDown(request["region"], outage.Mode);
            else
                azure.Regions.Restore(request["region"]);
            return ControlService.Ok(azure.Regions.Regions);
        }, Body: """{"down":true,"mode":"mix","seconds":600}"""),
        new("GET", "/faults", "The fault rules in force.", (_, _) => ControlService.OkAsync(azure.Faults.Rules)),
        new("POST", "/faults", "Adds a fault rule; one with the same id is replaced.", async (request, cancellation) =>
        {
            FaultRule rule = await request.BodyAsync<FaultRule>(cancellation);
            string id = azure.Faults.Add(rule);
            return ControlService.Ok(rule with { Id = id }, 201);
        }, Body: """{"service":"arm","method":"PUT","pathPattern":"/models/","region":"northeurope","kinds":["throttle429","timeoutAfter"],"probability":0.1,"times":5,"skip":2,"retryAfterSeconds":1,"hangMilliseconds":200}"""),
        new("DELETE", "/faults", "Removes every fault rule.", (_, _) =>
        {
            azure.Faults.Clear();
            return Task.FromResult(SimResponse.Empty(204));
        }),
        new("DELETE", "/faults/{id}", "Removes a fault rule.", (request, _) => azure.Faults.Remove(request["id"])
            ? Task.FromResult(SimResponse.Empty(204))
            : throw new ControlException(404, $"There is no fault rule '{request["id"]}'.")),
        new("POST", "/faults/profile", "Strikes a share of all ARM and blob calls: none, light (3 %), heavy (10 %).", async (request, cancellation) =>
        {
            azure.Faults.SetProfile((await request.BodyAsync<ProfileRequest>(cancellation)).Profile);
            return ControlService.Ok(azure.Faults.Rules);
        }, Body: """{"profile":"light"}"""),
        new("PUT", "/faults/hang", "How long a simulated timeout hangs before the connection is dropped.", async (request, cancellation) =>
        {
            HangRequest hang = await request.BodyAsync<HangRequest>(cancellation);
            if (hang.Milliseconds < 0)
                throw new ControlException(400, $"'milliseconds' is {hang.Milliseconds}; it must be 0 or more.");
            azure.Faults.Hang = TimeSpan.FromMilliseconds(hang.Milliseconds);
            return ControlService.Ok(hang);
        }, Body: """{"milliseconds":500}"""),
        new("GET", "/latency", "The latencies in force.", (_, _) => ControlService.OkAsync(azure.Latency.Settings)),
        new("PUT", "/latency", "Sets the latency of a service and region; both may be left out.", async (request, cancellation) =>
        {
            azure.Latency.Set(await request.BodyAsync<LatencySetting>(cancellation));
            return ControlService.Ok(azure.Latency.Settings);
        }, Body: """{"service":"arm","region":"westeurope","milliseconds":80,"jitterMilliseconds":40}"""),
        new("GET", "/throttling", "Resource Manager's rates.", (_, _) => ControlService.OkAsync(azure.Throttle.Options)),
        new("PUT", "/throttling", "Changes Resource Manager's rates; all buckets start full.", async (request, cancellation) =>
        {
            azure.Throttle.Configure(await request.BodyAsync<ThrottlingOptions>(cancellation));
            return ControlService.Ok(azure.Throttle.Options);
        }, Body: """{"enabled":true,"readBurst":250,"readsPerSecond":25,"writeBurst":200,"writesPerSecond":10,"deleteBurst":200,"deletesPerSecond":10,"globalFactor":15}"""),
        new("PUT", "/accounts/{account}/bandwidth", "Limits how fast an account takes part in server-side copies; null lifts the limit.", async (request, cancellation) =>
        {
            BandwidthRequest bandwidth = await request.BodyAsync<BandwidthRequest>(cancellation);
            azure.Blobs.SetBandwidth(request["account"], bandwidth.BytesPerSecond);
            return ControlService.Ok(bandwidth);
        }, Body: """{"bytesPerSecond":104857600}"""),
        new("PUT", "/keyvault", "Makes the key vault read-only, as after a failover by Microsoft, or writable again.", async (request, cancellation) =>
        {
            KeyVaultRequest vault = await request.BodyAsync<KeyVaultRequest>(cancellation);
            azure.Resources.KeyVaultReadOnly = vault.ReadOnly;
            return ControlService.Ok(vault);
        }, Body: """{"readOnly":true}"""),
    ];
}
