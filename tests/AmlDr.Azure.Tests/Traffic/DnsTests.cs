using AmlDr.Azure.Tests.Support;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;
using AmlDr.Sandbox.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Traffic;

public class DnsTests : TrafficTest
{
    private const string Zone = "Microsoft.Network/dnsZones/example.org";
    private const string Record = Zone + "/CNAME/score";
    private const string Patch = "dnsZones/CNAME:patch";

    [Fact]
    public async Task SwitchAsync_Record_LeadsElsewhereAndKeepsTtlAndMetadata()
    {
        ITrafficSwitch way = Way();

        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        TrafficChange change = Assert.Single(plan.Changes);
        Assert.Equal(("/properties/CNAMERecord/cname", "\"West.example.org.\"", "\"north.example.org\""), (change.Field, change.From, change.To));
        Assert.Equal("north.example.org", Target());
        Assert.Equal(30, (int)Properties(Record)["TTL"]!);
        Assert.Equal("ml", (string?)Properties(Record)["metadata"]!["team"]);
    }

    [Fact]
    public async Task RestoreAsync_AfterTheSwitch_GivesTheNameAsItWasSpelled()
    {
        ITrafficSwitch way = Way();
        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        await way.RestoreAsync(plan, None);

        Assert.Equal("West.example.org.", Target());
    }

    [Fact]
    public async Task SwitchAsync_RecordReplacedBetweenReadAndWrite_IsReadAgainAndItsOtherFieldsStay()
    {
        int version = 1;
        string target = "west.example.org";
        var matches = new List<string>();
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) =>
        {
            if (request.Method == "PATCH")
            {
                matches.Add(request.Headers["If-Match"]);
                if (matches.Count == 1)
                {
                    // Somebody else changes the TTL just before.
                    version++;
                    return ScriptedServer.AnswerAsync(response, 412, "application/json", """{"error":{"code":"PreconditionFailed","message":"x"}}""");
                }

                version++;
                target = "north.example.org";
            }

            return ScriptedServer.AnswerAsync(
                response, 200, "application/json", $$"""{"etag":"v{{version}}","properties":{"TTL":30,"CNAMERecord":{"cname":"{{target}}"} } }""");
        });
        await using ServiceProvider services = AppServices.Build(
            server.Endpoint, Primary.ToString(), Secondary.ToString(), Sim.ControlRoot, Sim.Credential, Clock);
        ITrafficSwitch way = Assert.Single(services.GetRequiredService<TrafficSwitches>().For(Sim.Pair with { Policy = new PairPolicy { Traffic = Policy } }));

        TrafficState state = await way.SwitchAsync(await way.PlanAsync(PairSide.Secondary, None), None);

        Assert.Equal(PairSide.Secondary, state.Side);
        Assert.Equal(["v1", "v2"], matches);
    }

    [Theory]
    [InlineData(FaultKind.Throttle429)]
    [InlineData(FaultKind.Error500)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.TimeoutBefore)]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.ResetAfter)]
    public async Task SwitchAsync_WriteStruck_TakesEffectOnce(FaultKind fault)
    {
        ITrafficSwitch way = Way();
        Sim.Fail(Patch, fault);

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal("north.example.org", Target());
        Assert.Equal(1, Sim.Effects(Patch));
    }

    [Fact]
    public async Task SwitchAsync_RecordLeadsElsewhere_IsConflictAndLeftAlone()
    {
        ITrafficSwitch way = Way();
        TrafficPlan plan = await way.PlanAsync(PairSide.Secondary, None);
        Seed(Record, """{"TTL":30,"CNAMERecord":{"cname":"maintenance.example.org"}}""");

        await Assert.ThrowsAsync<ConflictException>(() => way.SwitchAsync(plan, None));

        Assert.Equal("maintenance.example.org", Target());
    }

    [Fact]
    public async Task PlanAsync_AliasRecord_IsRefusedWithTheRemedy()
    {
        ITrafficSwitch way = Way();
        Seed(Record, """{"TTL":30,"targetResource":{"id":"/subscriptions/s/x"}}""");

        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => way.PlanAsync(PairSide.Secondary, None));

        Assert.Contains("traffic.patches", refused.Message, StringComparison.Ordinal);
        Assert.Null((await way.ReadAsync(None)).Side);
    }

    [Fact]
    public async Task PlanAsync_NoRecord_IsNotFoundAndNoneIsMade()
    {
        ITrafficSwitch way = Way();
        Sim.Azure.Resources.Remove(Id(Record));

        await Assert.ThrowsAsync<NotFoundException>(() => way.PlanAsync(PairSide.Secondary, None));

        Assert.Null(Sim.Azure.Resources.Get(Id(Record)));
    }

    private string? Target() => (string?)Properties(Record)["CNAMERecord"]!["cname"];

    private ITrafficSwitch Way()
    {
        Seed(Zone, "{}");
        Seed(Record, """{"TTL":30,"metadata":{"team":"ml"},"CNAMERecord":{"cname":"West.example.org."}}""");
        return Switch(Policy);
    }

    private static TrafficPolicy Policy => new() { Dns = [new DnsRecord("dns", Id(Record), "west.example.org", "north.example.org")] };
}
