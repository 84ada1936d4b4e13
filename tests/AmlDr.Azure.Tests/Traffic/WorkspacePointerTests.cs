using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Traffic;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Policies;
using AmlDr.Core.Traffic;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Azure.Tests.Traffic;

public class WorkspacePointerTests : TrafficTest
{
    private const string Name = "team a/config.json";
    private const string Put = "blobs:put";

    private BlobContainerClient Container => Sim.Get<BlobClientFactory>().GetContainer(Sim.ControlRoot);

    [Fact]
    public async Task SwitchAsync_Config_NamesTheOtherWorkspaceAndKeepsWhatElseIsThere()
    {
        await WriteAsync($$"""{"subscription_id":"{{Primary.SubscriptionId}}","resource_group":"{{Primary.ResourceGroup}}","workspace_name":"{{Primary.Name}}","owner":"ml"}""");
        ITrafficSwitch way = Way();
        Assert.Equal(PairSide.Primary, (await way.ReadAsync(None)).Side);

        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        JsonNode config = JsonNode.Parse((await ReadAsync())!)!;
        Assert.Equal(
            (Secondary.SubscriptionId, Secondary.ResourceGroup, Secondary.Name, "ml"),
            ((string?)config["subscription_id"], (string?)config["resource_group"], (string?)config["workspace_name"], (string?)config["owner"]));
        Assert.Equal((Primary.ToString(), Secondary.ToString()), (Assert.Single(plan.Changes).From, plan.Changes[0].To));
        BlobItem item = (await Container.TryGetPropertiesAsync(Name, None))!;
        Assert.Equal(("application/json", "no-cache"), (item.Headers.ContentType, item.Headers.CacheControl));
        Assert.Equal("ml", item.Metadata["team"]);
    }

    [Fact]
    public async Task SwitchAsync_Scope_IsTurnedToo()
    {
        await WriteAsync($$"""{"Scope":"{{Primary}}"}""");
        ITrafficSwitch way = Way();
        Assert.Equal(PairSide.Primary, (await way.ReadAsync(None)).Side);

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal(Secondary.ToString(), (string?)JsonNode.Parse((await ReadAsync())!)!["Scope"]);
        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
    }

    [Fact]
    public async Task RestoreAsync_Config_IsByteForByteAsBefore()
    {
        const string Odd = "{ \"subscription_id\":\"s\",\r\n\t\"note\": \"größe\" }";
        await WriteAsync(Odd);
        ITrafficSwitch way = Way();
        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);

        await way.RestoreAsync(plan, None);

        Assert.Equal(Odd, await ReadAsync());
        Assert.Null((await way.ReadAsync(None)).Side);
    }

    [Fact]
    public async Task SwitchAsync_NoBlobYet_IsMadeAndTakenAway()
    {
        await Container.CreateIfMissingAsync(None);
        ITrafficSwitch way = Way();

        (TrafficPlan plan, _) = await SwitchAsync(way, PairSide.Secondary);
        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
        await way.RestoreAsync(plan, None);

        Assert.Null(await ReadAsync());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    public async Task PlanAsync_SomethingElseThere_IsRefused(string content)
    {
        await WriteAsync(content);

        await Assert.ThrowsAsync<RefusedException>(() => Way().PlanAsync(PairSide.Secondary, None));
    }

    [Fact]
    public async Task SwitchAsync_SomebodyElseChangedIt_IsConflictAndLeftAlone()
    {
        await WriteAsync("{}");
        ITrafficSwitch way = Way();
        TrafficPlan plan = await way.PlanAsync(PairSide.Secondary, None);
        await WriteAsync("""{"mine":1}""");

        await Assert.ThrowsAsync<ConflictException>(() => way.SwitchAsync(plan, None));
        await Assert.ThrowsAsync<ConflictException>(() => way.RestoreAsync(plan, None));

        Assert.Equal("""{"mine":1}""", await ReadAsync());
    }

    [Theory]
    [InlineData(FaultKind.Throttle429)]
    [InlineData(FaultKind.Error503)]
    [InlineData(FaultKind.TimeoutAfter)]
    [InlineData(FaultKind.TimeoutBefore)]
    [InlineData(FaultKind.ResetAfter)]
    public async Task SwitchAsync_WriteStruck_TakesEffectOnce(FaultKind fault)
    {
        await WriteAsync("{}");
        int before = Sim.Effects(Put);
        ITrafficSwitch way = Way();
        Sim.Fail(Put, fault);

        await SwitchAsync(way, PairSide.Secondary);

        Assert.Equal(PairSide.Secondary, (await way.ReadAsync(None)).Side);
        Assert.Equal(before + 1, Sim.Effects(Put));
    }

    [Fact]
    public void For_EverythingNamed_ListsThePointerLast()
    {
        var policy = new PairPolicy
        {
            Pointer = new PointerPolicy($"{Sim.ControlRoot}/config.json"),
            Traffic = new TrafficPolicy { Dns = [new DnsRecord("dns", Id("Microsoft.Network/dnsZones/z/CNAME/a"), "a.b", "c.d")] },
        };

        Assert.Equal(["dns", "workspace-pointer"], Switches(policy).Select(way => way.Name));
    }

    private ITrafficSwitch Way() => Assert.Single(Switches(new PairPolicy { Pointer = new PointerPolicy($"{Sim.ControlRoot}/team%20a/config.json") }));

    private async Task WriteAsync(string content)
    {
        await Container.CreateIfMissingAsync(None);
        await Container.UploadAsync(
            Name, BinaryData.FromString(content), BlobCondition.None, new BlobHttpHeaders("application/json", CacheControl: "no-cache"),
            new Dictionary<string, string> { ["team"] = "ml" }, None);
    }

    private async Task<string?> ReadAsync() =>
        await Container.TryDownloadAsync(Name, None) is { } content ? Encoding.UTF8.GetString(content.Content.ToMemory().Span) : null;
}
