using System.Net;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>A simulator sixty times faster than real time: a minute of its passes in a second.</summary>
public sealed class SpeedTests : SimulatorTest
{
    private const string Endpoint = """{"location":"westeurope","properties":{"authMode":"Key"}}""";

    protected override SimulatedAzureOptions Configure(SimulatedAzureOptions quick) => quick with
    {
        Speed = 60,
        LongRunningDuration = TimeSpan.FromMinutes(2),
        LongRunningRetryAfterSeconds = 90,
        Throttling = new ThrottlingOptions { WriteBurst = 1, WritesPerSecond = 0.01, GlobalFactor = 1 },
    };

    [Fact]
    public async Task Put_LongRunning_EndsInASixtiethOfTheTimeAndSaysSo()
    {
        Answer put = (await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/fast", Endpoint)).Expect(HttpStatusCode.Created);
        string status = put.Header("Azure-AsyncOperation")!;

        Clock.Advance(TimeSpan.FromSeconds(1.9));
        Answer running = await Arm.FollowAsync(status);
        Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("InProgress", running.Json["status"]!.ToString());
        // Ninety of the simulator's seconds are one and a half real ones; the header has whole ones only.
        Assert.Equal("2", running.Header("Retry-After"));
        Assert.Equal("Succeeded", (await Arm.FollowAsync(status)).Json["status"]!.ToString());
    }

    [Fact]
    public async Task Put_DurationOfKindAndOfOperation_TheNearerCounts()
    {
        Azure.LongRunning.Set(new OperationDuration { Operation = "onlineEndpoints", Milliseconds = 600_000 });
        Azure.LongRunning.Set(new OperationDuration { Operation = "onlineEndpoints:put", Milliseconds = 60_000 });
        string status = (await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/timed", Endpoint)).Header("Azure-AsyncOperation")!;

        Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal("InProgress", (await Arm.FollowAsync(status)).Json["status"]!.ToString());
        Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("Succeeded", (await Arm.FollowAsync(status)).Json["status"]!.ToString());
    }

    [Fact]
    public async Task Put_Throttled_BucketFillsFasterAndRetryAfterIsReal()
    {
        await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/one", Endpoint);

        Answer throttled = (await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/two", Endpoint)).Expect(HttpStatusCode.TooManyRequests);
        string seconds = throttled.Header("Retry-After")!;
        Clock.Advance(TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));

        // One token in a hundred seconds, sixty times faster.
        Assert.Equal("2", seconds);
        (await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/two", Endpoint)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task TakeDown_WithLength_RegionReturnsByItself()
    {
        Azure.Regions.TakeDown("westeurope", TimeSpan.FromMinutes(10), OutageMode.Unavailable);
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.ServiceUnavailable);
        await Eventually.IsTrue(() => Clock.Waiting > 0, "the outage has an end");

        Clock.Advance(TimeSpan.FromSeconds(10));

        await Eventually.IsTrue(() => !Azure.Regions.IsDown("westeurope"), "the region returns");
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TakeDown_AgainWithoutEnd_TheFirstLengthNoLongerCounts()
    {
        Azure.Regions.TakeDown("westeurope", TimeSpan.FromMinutes(1));
        await Eventually.IsTrue(() => Clock.Waiting > 0, "the outage has an end");
        Azure.Regions.TakeDown("westeurope");

        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(Azure.Regions.IsDown("westeurope"));
    }

    [Fact]
    public async Task Start_SpeedNotPositive_RefusedWithRemedy()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => SimulatedAzure.StartAsync(new SimulatedAzureOptions { Speed = 0 }));

        Assert.Contains("Speed is 0; use a factor above 0", refused.Message, StringComparison.Ordinal);
    }
}
