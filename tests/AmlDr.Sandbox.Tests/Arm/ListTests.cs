using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Lists: pages, views, order and filters.</summary>
public sealed class ListTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Fact]
    public async Task List_MoreThanOnePage_FollowedToTheEndWithoutGapOrRepeat()
    {
        await PutModelsAsync("paged", 1, 25);

        List<JsonObject> items = await sim.Arm.ListAsync($"{sim.Arm.Primary}/models/paged/versions", "$top=7");

        Assert.Equal(Enumerable.Range(1, 25).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), Names(items));
    }

    [Fact]
    public async Task List_PageSizeConfigured_TopAboveItFallsBack()
    {
        await using var azure = await Sim.StartAsync(options => options with { PageSizes = new Dictionary<string, int> { ["models/versions"] = 4 } });
        using ArmCaller arm = new(azure);
        for (int version = 1; version <= 9; version++)
            await arm.PutAsync($"{arm.Primary}/models/m/versions/{version}", """{"properties":{"modelUri":"u"}}""");

        JsonObject page = (await arm.GetAsync($"{arm.Primary}/models/m/versions", "$top=1000")).Json;

        Assert.Equal(4, page["value"]!.AsArray().Count);
        Assert.Equal(9, (await arm.ListAsync($"{arm.Primary}/models/m/versions")).Count);
    }

    [Fact]
    public async Task List_LastPageExactlyFull_HasNoNextLink()
    {
        await PutModelsAsync("exact", 1, 4);

        JsonObject page = (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/exact/versions", "$top=4")).Json;

        Assert.Equal(4, page["value"]!.AsArray().Count);
        Assert.False(page.ContainsKey("nextLink"));
    }

    [Fact]
    public async Task List_ItemsComeAndGoBetweenPages_NeitherSkipsNorRepeatsOthers()
    {
        await PutModelsAsync("moving", 1, 6);
        JsonObject first = (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/moving/versions", "$top=3")).Json;

        await sim.Arm.DeleteAsync($"{sim.Arm.Primary}/models/moving/versions/1");
        await sim.Arm.DeleteAsync($"{sim.Arm.Primary}/models/moving/versions/3");
        await PutModelsAsync("moving", 7, 7);
        JsonObject second = (await sim.Arm.FollowAsync(first["nextLink"]!.ToString())).Json;

        Assert.Equal(["4", "5", "6"], Names(second["value"]!.AsArray().Select(item => item!.AsObject())));
    }

    [Theory]
    [InlineData("createdtime desc", "3,2,1")]
    [InlineData("createdtime asc", "1,2,3")]
    [InlineData("createdtime", "1,2,3")]
    [InlineData("modifiedtime desc", "1,3,2")]
    [InlineData("modifiedtime asc", "2,3,1")]
    public async Task List_Ordered_InThatOrderOverPages(string order, string expected)
    {
        string name = "ordered-" + Guid.NewGuid().ToString("N")[..8];
        await PutModelsAsync(name, 1, 3);
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/{name}/versions/1", """{"properties":{"modelUri":"u","description":"touched"}}""");

        List<JsonObject> items = await sim.Arm.ListAsync($"{sim.Arm.Primary}/models/{name}/versions", "$top=1&$orderBy=" + Uri.EscapeDataString(order));

        Assert.Equal(expected.Split(','), Names(items));
    }

    [Theory]
    [InlineData("", "active")]
    [InlineData("listViewType=ActiveOnly", "active")]
    [InlineData("listViewType=ArchivedOnly", "archived")]
    [InlineData("listViewType=All", "active,archived")]
    public async Task ListContainers_View_HidesArchivedByDefault(string query, string expected)
    {
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/environments/active", """{"properties":{}}""");
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/environments/archived", """{"properties":{"isArchived":true}}""");

        List<JsonObject> items = await sim.Arm.ListAsync($"{sim.Arm.Primary}/environments", query);

        Assert.Equal(expected.Split(','), Names(items).Where(name => name is "active" or "archived"));
    }

    [Fact]
    public async Task ListVersions_ContainerArchived_AllCountAsArchived()
    {
        await PutModelsAsync("shelved", 1, 2);
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/shelved", """{"properties":{"isArchived":true}}""");

        Assert.Empty(await sim.Arm.ListAsync($"{sim.Arm.Primary}/models/shelved/versions"));
        Assert.Equal(2, (await sim.Arm.ListAsync($"{sim.Arm.Primary}/models/shelved/versions", "listViewType=ArchivedOnly")).Count);
        Assert.Equal(2, (await sim.Arm.ListAsync($"{sim.Arm.Primary}/models/shelved/versions", "listViewType=All")).Count);
    }

    [Fact]
    public async Task ListSchedules_Disabled_HiddenByDefault()
    {
        const string Body = """{"properties":{"isEnabled":ENABLED,"action":{"actionType":"CreateJob","jobDefinition":{"jobType":"Command","command":"c","environmentId":"e"}},"trigger":{"triggerType":"Cron","expression":"* * * * *"}}}""";
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/schedules/on", Body.Replace("ENABLED", "true", StringComparison.Ordinal));
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/schedules/off", Body.Replace("ENABLED", "false", StringComparison.Ordinal));

        Assert.Equal(["on"], Names(await sim.Arm.ListAsync($"{sim.Arm.Primary}/schedules")));
        Assert.Equal(["off"], Names(await sim.Arm.ListAsync($"{sim.Arm.Primary}/schedules", "listViewType=DisabledOnly")));
        Assert.Equal(2, (await sim.Arm.ListAsync($"{sim.Arm.Primary}/schedules", "listViewType=All")).Count);
    }

    [Theory]
    [InlineData("tags=a", "1,2")]
    [InlineData("tags=a%3D1", "1")]
    [InlineData("tags=a,b", "2")]
    [InlineData("properties=p%3Dx", "3")]
    [InlineData("description=SPECIAL", "3")]
    [InlineData("version=2", "2")]
    [InlineData("offset=2", "3")]
    public async Task ListModelVersions_Filtered_OnlyThoseThatFit(string query, string expected)
    {
        string path = $"{sim.Arm.Primary}/models/filtered/versions";
        await sim.Arm.PutAsync(path + "/1", """{"properties":{"modelUri":"u","tags":{"a":"1"}}}""");
        await sim.Arm.PutAsync(path + "/2", """{"properties":{"modelUri":"u","tags":{"a":"2","b":"x"}}}""");
        await sim.Arm.PutAsync(path + "/3", """{"properties":{"modelUri":"u","properties":{"p":"x"},"description":"a special one"}}""");

        Assert.Equal(expected.Split(','), Names(await sim.Arm.ListAsync(path, query)));
    }

    [Fact]
    public async Task ListDatastores_SystemStores_ThereWithRealNamesAndContainers()
    {
        List<JsonObject> stores = await sim.Arm.ListAsync($"{sim.Arm.Primary}/datastores", "count=1");
        Guid id = sim.Azure.World.Primary.WorkspaceId;

        Assert.Equal(["workspaceblobstore", "workspaceartifactstore", "workspacefilestore", "workspaceworkingdirectory"], Names(stores));
        Assert.Equal(
            [$"azureml-blobstore-{id}", "azureml", $"azureml-filestore-{id}", "code-391ff5ac-6576-460f-ba4d-7e03433c68b6"],
            stores.Select(store => (store["properties"]!["containerName"] ?? store["properties"]!["fileShareName"])!.ToString()));
        Assert.Equal([true, false, false, false], stores.Select(store => store["properties"]!["isDefault"]!.GetValue<bool>()));
        Assert.Equal(["workspaceblobstore"], Names(await sim.Arm.ListAsync($"{sim.Arm.Primary}/datastores", "isDefault=true")));
        Assert.Equal(2, (await sim.Arm.ListAsync($"{sim.Arm.Primary}/datastores", "names=workspaceblobstore&names=workspacefilestore")).Count);
        Assert.Equal(["workspaceartifactstore"], Names(await sim.Arm.ListAsync($"{sim.Arm.Primary}/datastores", "searchText=ARTIFACT")));
    }

    [Theory]
    [InlineData("$top=0")]
    [InlineData("$top=many")]
    [InlineData("$orderBy=colour")]
    [InlineData("$orderBy=createdtime%20sideways")]
    [InlineData("listViewType=Hidden")]
    [InlineData("$skip=7")]
    [InlineData("$skip=not-a-token")]
    public async Task List_BadParameter_BadRequest(string query)
    {
        await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/listed/versions/1", """{"properties":{"modelUri":"u"}}""");

        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/listed/versions", query)).Expect(HttpStatusCode.BadRequest, "BadArgument");
    }

    [Fact]
    public async Task ListVersions_ContainerMissing_NotFound() =>
        (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/never-made/versions")).Expect(HttpStatusCode.NotFound, "NotFoundError");

    [Fact]
    public async Task List_TokenOfAnotherOrder_BadRequest()
    {
        await PutModelsAsync("tokens", 1, 3);
        string next = (await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/tokens/versions", "$top=1")).Json["nextLink"]!.ToString();

        Answer answer = await sim.Arm.FollowAsync(next + "&%24orderBy=createdtime%20desc");

        answer.Expect(HttpStatusCode.BadRequest, "BadArgument");
    }

    [Fact]
    public async Task List_BehindProxy_NextLinkHasForwardedScheme()
    {
        await PutModelsAsync("proxied", 1, 2);
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, $"{sim.Azure.BaseUrl}{sim.Arm.Primary}/models/proxied/versions?api-version=2024-04-01&$top=1");
        request.Headers.Add("Authorization", "Bearer " + sim.Arm.Token);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Host = "management.example:8443";

        Answer answer = await Answer.ReadAsync(await http.SendAsync(request));

        Assert.StartsWith($"https://management.example:8443{sim.Arm.Primary}/models/proxied/versions?", answer.Json["nextLink"]!.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(IEnumerable<JsonObject> items) => items.Select(item => item["name"]!.ToString());

    private async Task PutModelsAsync(string name, int first, int last)
    {
        for (int version = first; version <= last; version++)
            (await sim.Arm.PutAsync($"{sim.Arm.Primary}/models/{name}/versions/{version}", """{"properties":{"modelUri":"u"}}""")).Expect(HttpStatusCode.Created);
    }
}
