using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.Webhooks;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>What stands around workspaces, and what steers traffic: any document is kept; what a type does beyond that.</summary>
public sealed class PlatformResourceTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Version = "2024-02-01";

    [Theory]
    [InlineData("Microsoft.Insights/autoscaleSettings/cpu")]
    [InlineData("Microsoft.Insights/metricAlerts/slow")]
    [InlineData("Microsoft.Insights/components/appi-own")]
    [InlineData("Microsoft.OperationalInsights/workspaces/log-own")]
    [InlineData("Microsoft.Storage/storageAccounts/stown")]
    [InlineData("Microsoft.KeyVault/vaults/kv-own")]
    [InlineData("Microsoft.ContainerRegistry/registries/crown")]
    [InlineData("Microsoft.ContainerRegistry/registries/crmldr/replications/francecentral")]
    [InlineData("Microsoft.DocumentDB/databaseAccounts/cosmos")]
    [InlineData("Microsoft.ContainerService/managedClusters/aks")]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities/id-own")]
    [InlineData("Microsoft.Network/virtualNetworks/vnet")]
    [InlineData("Microsoft.Network/privateEndpoints/pe")]
    [InlineData("Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms")]
    [InlineData("Microsoft.Network/dnsZones/example.org")]
    [InlineData("Microsoft.Network/trafficManagerProfiles/tm")]
    [InlineData("Microsoft.Cdn/profiles/fd")]
    public async Task Put_AnyPlatformResource_KeptListedPatchedAndDeleted(string resource)
    {
        string path = $"{WorldTopology.ResourceGroupId}/providers/{resource}";
        const string Body = """{"location":"westeurope","tags":{"a":"1"},"properties":{"custom":{"deep":[1,2]}}}""";

        Answer put = await SendAsync(HttpMethod.Put, path, Body);
        Assert.True((int)put.Status is 200 or 201, put.Text);
        await SettleAsync(path);
        Answer patched = await SendAsync(HttpMethod.Patch, path, """{"tags":{"b":"2"}}""");
        Assert.True((int)patched.Status is 200 or 202, patched.Text);
        await SettleAsync(path);
        JsonObject read = (await SendAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Json;
        JsonArray listed = (await SendAsync(HttpMethod.Get, path[..path.LastIndexOf('/')])).Expect(HttpStatusCode.OK).Json["value"]!.AsArray();
        Answer deleted = await SendAsync(HttpMethod.Delete, path);
        Assert.True((int)deleted.Status is 200 or 202, deleted.Text);
        await Eventually.IsTrue(() => sim.Azure.Resources.Get(path) is null, $"{path} goes");

        Assert.Equal("[1,2]", read["properties"]!["custom"]!["deep"]!.ToJsonString());
        Assert.Equal("2", read["tags"]!["b"]!.ToString());
        Assert.Contains(listed, item => item!["id"]!.ToString() == path);
        (await SendAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Put_DnsRecordWithIfMatch_StaleTagRefused()
    {
        string zone = Id("Microsoft.Network/dnsZones/if-match.org"), record = zone + "/CNAME/score";
        static string body(string target) => $$"""{"properties":{"TTL":30,"CNAMERecord":{"cname":"{{target}}"} } }""";
        await SendAsync(HttpMethod.Put, zone, """{"location":"global","properties":{}}""");
        string first = (await SendAsync(HttpMethod.Put, record, body("a"))).Expect(HttpStatusCode.Created).Header("ETag")!;
        string second = (await SendAsync(HttpMethod.Put, record, body("b"), ("If-Match", first))).Expect(HttpStatusCode.OK).Header("ETag")!;

        (await SendAsync(HttpMethod.Put, record, body("c"), ("If-Match", first))).Expect(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
        (await SendAsync(HttpMethod.Put, record, body("c"), ("If-None-Match", "*"))).Expect(HttpStatusCode.PreconditionFailed, "PreconditionFailed");

        Assert.NotEqual(first, second);
        Assert.Equal("b", (await SendAsync(HttpMethod.Get, record)).Json["properties"]!["CNAMERecord"]!["cname"]!.ToString());
        (await SendAsync(HttpMethod.Delete, record, null, ("If-Match", second))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Patch_TrafficManagerEndpoint_ShowsInItsProfile()
    {
        string profile = Id("Microsoft.Network/trafficManagerProfiles/scoring");
        const string Body = """{"location":"global","properties":{"trafficRoutingMethod":"Priority","endpoints":[{"name":"one","type":"Microsoft.Network/trafficManagerProfiles/externalEndpoints","properties":{"target":"a","priority":1}},{"name":"two","type":"Microsoft.Network/trafficManagerProfiles/externalEndpoints","properties":{"target":"b","priority":2}}]}}""";
        await SendAsync(HttpMethod.Put, profile, Body);

        (await SendAsync(HttpMethod.Patch, profile + "/externalEndpoints/one", """{"properties":{"endpointStatus":"Disabled"}}""")).Expect(HttpStatusCode.OK);

        JsonArray endpoints = (await SendAsync(HttpMethod.Get, profile)).Json["properties"]!["endpoints"]!.AsArray();
        Assert.Equal(["Disabled", "Online"], endpoints.Select(endpoint => endpoint!["properties"]!["endpointMonitorStatus"]!.ToString()));
        Assert.Equal("a", endpoints[0]!["properties"]!["target"]!.ToString());
    }

    [Fact]
    public async Task Patch_FrontDoorOrigin_WeightChangedWhenTheOperationHasEnded()
    {
        string group = Id("Microsoft.Cdn/profiles/door/originGroups/scoring");
        await SendAsync(HttpMethod.Put, Id("Microsoft.Cdn/profiles/door"), """{"location":"global","properties":{}}""");
        await SettleAsync(Id("Microsoft.Cdn/profiles/door"));
        await SendAsync(HttpMethod.Put, group, """{"properties":{}}""");
        await SettleAsync(group);
        await SendAsync(HttpMethod.Put, group + "/origins/west", """{"properties":{"hostName":"a","weight":1000,"enabledState":"Enabled"}}""");
        await SettleAsync(group + "/origins/west");

        Answer accepted = (await SendAsync(HttpMethod.Patch, group + "/origins/west", """{"properties":{"enabledState":"Disabled"}}""")).Expect(HttpStatusCode.Accepted);
        await sim.Arm.WaitAsync(accepted);

        JsonNode read = (await SendAsync(HttpMethod.Get, group + "/origins/west")).Json["properties"]!;
        Assert.Equal("Disabled", read["enabledState"]!.ToString());
        Assert.Equal(1000, read["weight"]!.GetValue<int>());
        Assert.Contains("/providers/Microsoft.Cdn/locations/", accepted.Header("Azure-AsyncOperation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_VaultWithPurgeProtection_BlocksTheNameAndCannotBePurged()
    {
        string vault = Id("Microsoft.KeyVault/vaults/kv-protected");
        const string Body = """{"location":"westeurope","properties":{"enablePurgeProtection":true}}""";
        await SendAsync(HttpMethod.Put, vault, Body);
        (await SendAsync(HttpMethod.Patch, vault, """{"properties":{"enablePurgeProtection":false}}""")).Expect(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Delete, vault)).Expect(HttpStatusCode.OK);
        string deleted = ArmCaller.InSubscription("/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-protected");

        (await SendAsync(HttpMethod.Put, vault, Body)).Expect(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Get, deleted)).Expect(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, deleted + "/purge")).Expect(HttpStatusCode.BadRequest, "MethodNotAllowed");
        (await SendAsync(HttpMethod.Put, vault, """{"location":"westeurope","properties":{"createMode":"recover"}}""")).Expect(HttpStatusCode.Created);
        (await SendAsync(HttpMethod.Get, deleted)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_GeoRedundantAccount_ReplicationToldOnlyWhenExpanded()
    {
        string account = Id("Microsoft.Storage/storageAccounts/stgeo");
        await SendAsync(HttpMethod.Put, account, """{"location":"westeurope","sku":{"name":"Standard_RAGZRS"},"properties":{}}""");

        JsonNode plain = (await SendAsync(HttpMethod.Get, account)).Json["properties"]!;
        JsonNode expanded = (await sim.Arm.GetAsync(account, "$expand=geoReplicationStats", Version)).Json["properties"]!;

        Assert.Null(plain["geoReplicationStats"]);
        Assert.Equal("Live", expanded["geoReplicationStats"]!["status"]!.ToString());
        Assert.Equal("northeurope", plain["secondaryLocation"]!.ToString());
        (await sim.Blob.SendAsync(HttpMethod.Get, "/stgeo?comp=list")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Put_EventSubscriptionAsResource_DeliversOnceItsEndpointAgreed()
    {
        await using Webhook hook = await Webhook.StartAsync();
        string subscription = sim.Arm.Primary + "/providers/Microsoft.EventGrid/eventSubscriptions/models";
        string body = $$"""{"properties":{"destination":{"endpointType":"WebHook","properties":{"endpointUrl":"{{hook.Url}}"} },"filter":{"includedEventTypes":["Microsoft.MachineLearningServices.ModelRegistered"]} } }""";

        Answer put = await SendAsync(HttpMethod.Put, subscription, body);
        Assert.Equal("Succeeded", (await sim.Arm.WaitAsync(put)).Json["status"]!.ToString());
        await sim.Arm.PutAsync(sim.Arm.Primary + "/models/subscribed/versions/1", """{"properties":{"modelUri":"azureml://datastores/workspaceblobstore/paths/m"}}""");
        await Eventually.IsTrue(() => hook.Events.Count == 1, "the event arrives");

        Assert.DoesNotContain("very-secret", (await SendAsync(HttpMethod.Get, subscription)).Text, StringComparison.Ordinal);
        Assert.Equal(hook.Url.ToString(), (await SendAsync(HttpMethod.Post, subscription + "/getFullUrl")).Json["endpointUrl"]!.ToString());
        await sim.Arm.WaitAsync(await SendAsync(HttpMethod.Delete, subscription));
        Assert.DoesNotContain(sim.Azure.EventGrid.Subscriptions, state => state.Definition.Name == "models");
    }

    [Fact]
    public async Task Put_EventSubscriptionToEndpointThatRefuses_Fails()
    {
        sim.Azure.Webhooks.SetFailure("refusing", new WebhookFailure { Status = 404 });
        string subscription = sim.Arm.Primary + "/providers/Microsoft.EventGrid/eventSubscriptions/refused";

        Answer put = await SendAsync(HttpMethod.Put, subscription, $$"""{"properties":{"destination":{"endpointType":"WebHook","properties":{"endpointUrl":"{{sim.Azure.BaseUrl}}/sandbox/webhooks/refusing"} } } }""");

        Assert.Equal("Failed", (await sim.Arm.WaitAsync(put)).Json["status"]!.ToString());
    }

    [Fact]
    public async Task Delete_Workspace_SoftThenRecoveredOrPurged()
    {
        string path = Id("Microsoft.MachineLearningServices/workspaces/mlw-soft");
        const string Body = """{"location":"westeurope","properties":{}}""";
        await sim.Arm.WaitAsync(await sim.Arm.PutAsync(path, Body));
        await sim.Arm.PutAsync(path + "/environments/e/versions/1", """{"properties":{"image":"i"}}""");
        await sim.Arm.PutSettledAsync(path + "/onlineEndpoints/soft-one", """{"location":"westeurope","properties":{"authMode":"Key"}}""");
        await sim.Arm.DeleteSettledAsync(path);

        (await sim.Arm.PutAsync(path, Body)).Expect(HttpStatusCode.Conflict, "SoftDeletedWorkspaceExists");
        await sim.Arm.WaitAsync(await sim.Arm.PutAsync(path, """{"location":"westeurope","properties":{"allowRecoverSoftDeletedWorkspace":"True"}}"""));
        (await sim.Arm.GetAsync(path + "/environments/e/versions/1")).Expect(HttpStatusCode.OK);
        (await sim.Arm.GetAsync(path + "/onlineEndpoints/soft-one")).Expect(HttpStatusCode.NotFound);
        await sim.Arm.DeleteSettledAsync(path, "forceToPurge=true");
        await sim.Arm.WaitAsync((await sim.Arm.PutAsync(path, Body)).Expect(HttpStatusCode.Accepted));
        (await sim.Arm.GetAsync(path + "/environments/e/versions/1")).Expect(HttpStatusCode.NotFound);
    }

    private static string Id(string resource) => $"{WorldTopology.ResourceGroupId}/providers/{resource}";

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using HttpClient http = new() { BaseAddress = sim.Azure.Endpoint };
        using HttpRequestMessage request = new(method, $"{path}?api-version={Version}");
        request.Headers.Add("Authorization", "Bearer " + sim.Arm.Token);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await Answer.ReadAsync(await http.SendAsync(request));
    }

    private Task SettleAsync(string path) =>
        Eventually.IsTrue(() => sim.Azure.Resources.Get(path)?["properties"]?["provisioningState"]?.ToString() is null or "Succeeded", $"{path} settles");
}
