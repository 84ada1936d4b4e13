using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Computes: what a deletion must say, what PATCH may change, power, secrets.</summary>
public sealed class ComputeTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Cluster = """{"location":"westeurope","properties":{"computeType":"AmlCompute","properties":{"vmSize":"Standard_DS3_v2","scaleSettings":{"maxNodeCount":4,"minNodeCount":1},"userAccountCredentials":{"adminUserName":"u","adminUserPassword":"secret"}}}}""";

    private const string Instance = """{"location":"westeurope","properties":{"computeType":"ComputeInstance","properties":{"vmSize":"Standard_DS3_v2"}}}""";

    [Fact]
    public async Task Delete_WithoutUnderlyingResourceAction_RefusedAndWithItGone()
    {
        string path = Path("to-delete");
        await sim.Arm.PutSettledAsync(path, Cluster);

        Answer refused = await sim.Arm.DeleteAsync(path);
        Answer wrong = await sim.Arm.DeleteAsync(path, "underlyingResourceAction=Forget");
        await sim.Arm.DeleteSettledAsync(path, "underlyingResourceAction=Delete");

        refused.Expect(HttpStatusCode.BadRequest, "BadArgument");
        wrong.Expect(HttpStatusCode.BadRequest, "BadArgument");
        Assert.Contains("Delete, Detach", wrong.Json["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        (await sim.Arm.GetAsync(path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Patch_ScaleSettings_ChangedAndNothingElse()
    {
        string path = Path("to-patch");
        await sim.Arm.PutSettledAsync(path, Cluster);

        JsonArray nodes = (await sim.Arm.PostAsync(path + "/listNodes")).Expect(HttpStatusCode.OK).Json["nodes"]!.AsArray();
        Answer patched = (await sim.Arm.PatchAsync(path, """{"properties":{"properties":{"scaleSettings":{"maxNodeCount":7,"minNodeCount":0}}}}""")).Expect(HttpStatusCode.OK);
        await sim.Arm.WaitAsync(patched);

        JsonNode read = (await sim.Arm.GetAsync(path)).Json["properties"]!["properties"]!;
        Assert.Equal(7, read["scaleSettings"]!["maxNodeCount"]!.GetValue<int>());
        Assert.Equal("Standard_DS3_v2", read["vmSize"]!.ToString());
        Assert.DoesNotContain("secret", read.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(nodes);
        Assert.Empty((await sim.Arm.PostAsync(path + "/listNodes")).Json["nodes"]!.AsArray());
    }

    [Fact]
    public async Task Post_StopAndStart_MovesTheInstancesState()
    {
        string path = Path("instance");
        await sim.Arm.PutSettledAsync(path, Instance);

        (await sim.Arm.PostAsync(path + "/stop")).Expect(HttpStatusCode.Accepted);
        await Eventually.IsTrue(() => State(path) == "Stopped", "the instance stops");
        (await sim.Arm.PostAsync(path + "/start")).Expect(HttpStatusCode.Accepted);
        await Eventually.IsTrue(() => State(path) == "Running", "the instance runs");
    }

    private string Path(string name) => $"{sim.Arm.Primary}/computes/{name}";

    private string? State(string path) => sim.Azure.Resources.Get(path)?["properties"]?["properties"]?["state"]?.ToString();
}
