using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Online endpoints and deployments: keys, traffic, references, names, what PATCH may change.</summary>
public sealed class OnlineEndpointTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Endpoint = """{"location":"westeurope","properties":{"authMode":"Key"}}""";

    private const string Deployment = """{"location":"westeurope","sku":{"name":"Default","capacity":2},"properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2"}}""";

    [Fact]
    public async Task Put_NewEndpoint_KeysMadeHiddenListedAndRenewable()
    {
        string path = Path("keys-made");
        Answer put = (await sim.Arm.PutAsync(path, Endpoint)).Expect(HttpStatusCode.Created);
        await sim.Arm.WaitAsync(put);

        JsonObject read = (await sim.Arm.GetAsync(path)).Expect(HttpStatusCode.OK).Json;
        JsonObject keys = (await sim.Arm.PostAsync(path + "/listKeys")).Expect(HttpStatusCode.OK).Json;
        await sim.Arm.WaitAsync((await sim.Arm.PostAsync(path + "/regenerateKeys", """{"keyType":"Secondary","keyValue":"chosen"}""")).Expect(HttpStatusCode.Accepted));
        JsonObject renewed = (await sim.Arm.PostAsync(path + "/listKeys")).Json;

        Assert.Null(read["properties"]!["keys"]);
        Assert.Equal("Succeeded", read["properties"]!["provisioningState"]!.ToString());
        Assert.NotEmpty(keys["primaryKey"]!.ToString());
        Assert.Equal(keys["primaryKey"]!.ToString(), renewed["primaryKey"]!.ToString());
        Assert.Equal("chosen", renewed["secondaryKey"]!.ToString());
    }

    [Fact]
    public async Task Put_KeysSent_TakenAtCreationAndNotLater()
    {
        string path = Path("keys-sent");
        string withKeys(string key) => $$"""{"location":"westeurope","properties":{"authMode":"Key","keys":{"primaryKey":"{{key}}","secondaryKey":"second"} } }""";
        await sim.Arm.PutSettledAsync(path, withKeys("first"));

        await sim.Arm.PutSettledAsync(path, withKeys("later"));

        Assert.Equal("first", (await sim.Arm.PostAsync(path + "/listKeys")).Json["primaryKey"]!.ToString());
    }

    [Fact]
    public async Task Put_NameHeldInRegion_RefusedThereAndTakenInTheOther()
    {
        string path = Path("held-name");
        await sim.Arm.PutSettledAsync(path, Endpoint);
        string other = $"{Root("mlw-third")}/onlineEndpoints/held-name";
        sim.Azure.Resources.Put(Root("mlw-third"), new JsonObject { ["location"] = "westeurope", ["properties"] = new JsonObject() });

        (await sim.Arm.PutAsync(other, Endpoint)).Expect(HttpStatusCode.Conflict, "ConflictError");
        (await sim.Arm.PutAsync($"{sim.Arm.Secondary}/batchEndpoints/held-name", Endpoint.Replace("westeurope", "northeurope", StringComparison.Ordinal).Replace("\"Key\"", "\"AADToken\"", StringComparison.Ordinal)))
            .Expect(HttpStatusCode.Created);

        await sim.Arm.DeleteSettledAsync(path);
        (await sim.Arm.PutAsync(other, Endpoint)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{"blue":100}""", "does not exist")]
    [InlineData("""{"green":40}""", "must add up to 0 or 100")]
    [InlineData("""{"green":-1}""", "whole number from 0 to 100")]
    public async Task Put_TrafficNotFitting_RefusedAndNothingChanged(string traffic, string reason)
    {
        string path = Path("traffic-bad");
        await sim.Arm.PutSettledAsync(path, Endpoint);
        await sim.Arm.PutSettledAsync(path + "/deployments/green", Deployment);

        Answer answer = await sim.Arm.PutAsync(path, WithTraffic(traffic));

        answer.Expect(HttpStatusCode.BadRequest, "BadArgument");
        Assert.Contains(reason, answer.Json["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty((await sim.Arm.GetAsync(path)).Json["properties"]!["traffic"]!.AsObject());
    }

    [Fact]
    public async Task Delete_DeploymentWithTraffic_RefusedUntilTheTrafficIsGone()
    {
        string path = Path("traffic-held");
        await sim.Arm.PutSettledAsync(path, Endpoint);
        await sim.Arm.PutSettledAsync(path + "/deployments/blue", Deployment);
        (await sim.Arm.PutSettledAsync(path, WithTraffic("""{"blue":100}"""))).Expect(HttpStatusCode.OK);

        (await sim.Arm.DeleteAsync(path + "/deployments/blue")).Expect(HttpStatusCode.Conflict, "ConflictError");
        await sim.Arm.PutSettledAsync(path, WithTraffic("""{"blue":0}"""));
        await sim.Arm.DeleteSettledAsync(path + "/deployments/blue");

        (await sim.Arm.GetAsync(path + "/deployments/blue")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await sim.Arm.GetAsync(path)).Json["properties"]!["traffic"]!.AsObject());
    }

    [Fact]
    public async Task Delete_Endpoint_TakesItsDeploymentsAlong()
    {
        string path = Path("with-children");
        await sim.Arm.PutSettledAsync(path, Endpoint);
        await sim.Arm.PutSettledAsync(path + "/deployments/blue", Deployment);

        await sim.Arm.DeleteSettledAsync(path);
        await sim.Arm.PutSettledAsync(path, Endpoint);

        Assert.Empty(await sim.Arm.ListAsync(path + "/deployments"));
    }

    [Fact]
    public async Task Patch_Endpoint_ChangesTagsAndNotTraffic()
    {
        string path = Path("patched");
        await sim.Arm.PutSettledAsync(path, Endpoint);

        Answer patched = await sim.Arm.PatchAsync(path, """{"tags":{"a":"b"},"properties":{"description":"no"}}""");

        Assert.True(patched.Status is HttpStatusCode.BadRequest or HttpStatusCode.Accepted, patched.Text);
        if (patched.Status == HttpStatusCode.Accepted)
            await sim.Arm.WaitAsync(patched);
        JsonObject read = (await sim.Arm.GetAsync(path)).Json;
        Assert.NotEqual("no", read["properties"]!["description"]?.ToString());
    }

    [Fact]
    public async Task Patch_DeploymentsSku_ScalesAndKeepsTheRest()
    {
        string path = Path("scaled");
        await sim.Arm.PutSettledAsync(path, Endpoint);
        await sim.Arm.PutSettledAsync(path + "/deployments/blue", Deployment);

        await sim.Arm.WaitAsync((await sim.Arm.PatchAsync(path + "/deployments/blue", """{"sku":{"capacity":5}}""")).Expect(HttpStatusCode.Accepted));

        JsonObject read = (await sim.Arm.GetAsync(path + "/deployments/blue")).Json;
        Assert.Equal(5, read["sku"]!["capacity"]!.GetValue<int>());
        Assert.Equal("Standard_DS3_v2", read["properties"]!["instanceType"]!.ToString());
    }

    [Fact]
    public async Task Put_DeploymentOfMissingModel_RefusedByName()
    {
        string path = Path("missing-model");
        await sim.Arm.PutSettledAsync(path, Endpoint);
        string model = $"{sim.Arm.Primary}/models/absent/versions/1";

        Answer answer = await sim.Arm.PutAsync(path + "/deployments/blue", Deployment.Replace("\"instanceType\"", $"\"model\":\"{model}\",\"instanceType\"", StringComparison.Ordinal));

        answer.Expect(HttpStatusCode.BadRequest, "ResourceNotFound");
        Assert.Contains(model, answer.Json["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        (await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/absent/versions/1", """{"properties":{"modelUri":"azureml://datastores/workspaceblobstore/paths/m"}}""")).Expect(HttpStatusCode.Created);
        (await sim.Arm.PutAsync(path + "/deployments/blue", Deployment.Replace("\"instanceType\"", $"\"model\":\"{model}\",\"instanceType\"", StringComparison.Ordinal))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Put_PropertyRemoved_Conflict()
    {
        string path = Path("properties");
        await sim.Arm.PutSettledAsync(path, """{"location":"westeurope","properties":{"authMode":"Key","properties":{"owner":"me"}}}""");

        (await sim.Arm.PutAsync(path, Endpoint)).Expect(HttpStatusCode.Conflict, "ConflictError");
    }

    private static string Root(string workspace) => $"{World.WorldTopology.ResourceGroupId}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}";

    private static string WithTraffic(string traffic) => $$"""{"location":"westeurope","properties":{"authMode":"Key","traffic":{{traffic}} } }""";

    private string Path(string name) => $"{sim.Arm.Primary}/onlineEndpoints/{name}";
}
