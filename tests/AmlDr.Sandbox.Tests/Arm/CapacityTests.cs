using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>What regions offer, what of it is in use, and what happens when there is too little.</summary>
public sealed class CapacityTests : IAsyncLifetime
{
    private const string Family = "standardDSv2Family";

    private SimulatedAzure Azure { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure);
        await Arm.PutSettledAsync(Arm.Primary + "/onlineEndpoints/scored", """{"location":"westeurope","properties":{"authMode":"Key"}}""");
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        await Azure.DisposeAsync();
    }

    [Fact]
    public async Task Put_Deployment_HoldsAFifthMoreThanItRuns()
    {
        await DeployAsync("blue", 10);

        Assert.Equal(12 * 4, Azure.Capacity.CoresInUse("westeurope", Family));
        JsonObject usage = (await Arm.ListAsync(Locations("usages"))).Single(row => row["name"]!["value"]!.ToString() == "Standard DSv2 Family Cluster Dedicated vCPUs");
        Assert.Equal(48, usage["currentValue"]!.GetValue<int>());
        await Arm.DeleteSettledAsync(Arm.Primary + "/onlineEndpoints/scored");
        Assert.Equal(0, Azure.Capacity.CoresInUse("westeurope", Family));
    }

    [Fact]
    public async Task Put_DeploymentBeyondQuota_AcceptedAndFailsWithReason()
    {
        Azure.Capacity.SetLimit("westeurope", Family, 11);

        Answer put = (await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/scored/deployments/blue", Body(2))).Expect(HttpStatusCode.Created);
        JsonObject status = (await Arm.WaitAsync(put)).Json;

        Assert.Equal("Failed", status["status"]!.ToString());
        Assert.Equal("OutOfQuota", status["error"]!["code"]!.ToString());
        Assert.Contains("Current usage/limit: 0/11. Additional needed: 12", status["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Failed", (await Arm.GetAsync(Arm.Primary + "/onlineEndpoints/scored/deployments/blue")).Json["properties"]!["provisioningState"]!.ToString());
        Assert.Equal(0, Azure.Capacity.CoresInUse("westeurope", Family));
    }

    [Fact]
    public async Task Patch_CapacityBeyondQuota_Fails()
    {
        await DeployAsync("blue", 1);
        Azure.Capacity.SetLimit("westeurope", Family, 20);

        Answer end = await Arm.WaitAsync((await Arm.PatchAsync(Arm.Primary + "/onlineEndpoints/scored/deployments/blue", """{"sku":{"capacity":9}}""")).Expect(HttpStatusCode.Accepted));

        Assert.Equal("OutOfQuota", end.ErrorCode);
    }

    [Fact]
    public async Task Put_SizeNotOffered_FailsWithReason()
    {
        Azure.Capacity.SetSizes("westeurope", [.. Azure.Capacity.Sizes("westeurope").Where(size => size.Name != "Standard_DS3_v2")]);

        JsonObject status = (await Arm.WaitAsync(await Arm.PutAsync(Arm.Primary + "/onlineEndpoints/scored/deployments/blue", Body(1)))).Json;

        Assert.Equal("Failed", status["status"]!.ToString());
        Assert.Contains("'Standard_DS3_v2' is not supported in the region 'westeurope'", status["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        JsonArray offered = (await Arm.GetAsync(Locations("vmSizes"))).Expect(HttpStatusCode.OK).Json["value"]!.AsArray();
        Assert.DoesNotContain(offered, size => size!["name"]!.ToString() == "Standard_DS3_v2");
    }

    [Fact]
    public async Task Put_ClusterOfLowPriority_CountsAgainstItsOwnLimit()
    {
        Azure.Capacity.SetLimit("westeurope", RegionalCapacity.LowPriorityCores, 4);
        string cluster(int nodes, string priority) =>
            $$"""{"location":"westeurope","properties":{"computeType":"AmlCompute","properties":{"vmSize":"Standard_DS3_v2","vmPriority":"{{priority}}","scaleSettings":{"minNodeCount":{{nodes}},"maxNodeCount":{{nodes}} } } } }""";

        Answer small = await Arm.PutSettledAsync(Arm.Primary + "/computes/small", cluster(1, "LowPriority"));
        Answer large = await Arm.PutSettledAsync(Arm.Primary + "/computes/large", cluster(1, "LowPriority"));
        Answer dedicated = await Arm.PutSettledAsync(Arm.Primary + "/computes/dedicated", cluster(5, "Dedicated"));

        Assert.Equal("Succeeded", small.Json["properties"]!["provisioningState"]!.ToString());
        Assert.Equal("Failed", large.Json["properties"]!["provisioningState"]!.ToString());
        Assert.Equal("Succeeded", dedicated.Json["properties"]!["provisioningState"]!.ToString());
    }

    private static string Locations(string tail) => ArmCaller.InSubscription("/providers/Microsoft.MachineLearningServices/locations/westeurope/" + tail);

    private static string Body(int capacity) =>
        $$"""{"location":"westeurope","sku":{"name":"Default","capacity":{{capacity}}},"properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2"} }""";

    private async Task DeployAsync(string name, int capacity) =>
        Assert.Equal("Succeeded", (await Arm.PutSettledAsync($"{Arm.Primary}/onlineEndpoints/scored/deployments/{name}", Body(capacity))).Json["properties"]!["provisioningState"]!.ToString());
}
