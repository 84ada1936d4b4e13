using System.Net;
using System.Net.Http.Json;
using AmlDr.EmbeddedHost.Tests.Support;

namespace AmlDr.EmbeddedHost.Tests.Http;

public sealed class HttpTriggerTests
{
    [Fact]
    public async Task Get_RouteAndQueryValues_ReachTheFunction()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        Assert.Equal("""{"greeting":"Hello, Ada","times":3,"tone":"low"}""", await app.Server.Http.GetStringAsync("/api/hello/Ada/3?tone=low"));
        Assert.Equal("""{"greeting":"Hello, Ada","times":null,"tone":""}""", await app.Server.Http.GetStringAsync("/api/hello/Ada"));
    }

    [Fact]
    public async Task Post_BodyToRecord_IsReadAndAnswered()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        app.Server.Http.DefaultRequestHeaders.Add("x-functions-key", app.Server.FunctionKey);

        HttpResponseMessage answer = await app.Server.Http.PostAsJsonAsync("/api/Echo", new { item = "bolt", quantity = 2 });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("""{"item":"bolt","quantity":3}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_HttpRequestData_IsReadAndAnswered()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await app.Server.Http.PutAsync($"/api/raw?code={app.Server.MasterKey}", new StringContent("abc"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("3", answer.Headers.GetValues("x-length").Single());
        Assert.Equal("PUT /api/raw abc", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_IResult_IsExecuted()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        Assert.Equal("6f9619ff-8b86-d011-b42d-00c04fc964ff", await app.Server.Http.GetStringAsync("/api/Minimal?id=6F9619FF-8B86-D011-B42D-00C04FC964FF"));
    }

    [Theory]
    [InlineData("/api/Broken", HttpStatusCode.InternalServerError)]
    [InlineData("/api/Echo", HttpStatusCode.Unauthorized)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/api/hello/Ada", HttpStatusCode.OK)]
    public async Task AnyAnswer_CustomHeadersInHostJson_HasThem(string path, HttpStatusCode status)
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(TriggerFunctions)], """{"extensions":{"http":{"customHeaders":{"X-Content-Type-Options":"nosniff"}}}}""");
        using HttpRequestMessage request = new(path == "/api/Echo" ? HttpMethod.Post : HttpMethod.Get, path);

        HttpResponseMessage answer = await app.Server.Http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Get_FunctionThatThrows_Answers500WithEmptyBody()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await app.Server.Http.GetAsync("/api/Broken");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_BareResult_Answers200WithEmptyBody()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await app.Server.Http.GetAsync("/api/Bare");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_DurableClient_StartsAnOrchestration()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions), typeof(SampleFunctions)]);

        HttpResponseMessage answer = await app.Server.Http.PostAsync("/api/StartGreetings", null);

        string id = (await answer.Content.ReadAsStringAsync()).Trim('"');
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(2, (await app.EndOfAsync(id)).ReadOutputAs<string[]>()!.Length);
    }

    [Fact]
    public async Task Get_RoutePrefixOfHostJson_IsHonoured()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)], """{"version":"2.0","extensions":{"http":{"routePrefix":""}}}""");

        Assert.Equal(HttpStatusCode.OK, (await app.Server.Http.GetAsync("/hello/Ada")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Server.Http.GetAsync("/api/hello/Ada")).StatusCode);
    }

    [Theory]
    [InlineData("/api/Echo", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/Echo", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/Echo", "the-event-grid-key-0123", HttpStatusCode.Unauthorized)]
    [InlineData("/api/Echo", "the-default-key-0123", HttpStatusCode.Created)]
    [InlineData("/api/Echo", "the-master-key-0123", HttpStatusCode.Created)]
    [InlineData("/api/Raw", "the-default-key-0123", HttpStatusCode.Unauthorized)]
    [InlineData("/api/Raw", "the-master-key-0123", HttpStatusCode.Accepted)]
    public async Task Post_Key_OpensItsLevelOnly(string path, string? key, HttpStatusCode expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)], settings: new Dictionary<string, string?>
        {
            ["EmbeddedHost:Keys:Master"] = "the-master-key-0123",
            ["EmbeddedHost:Keys:Default"] = "the-default-key-0123",
            ["EmbeddedHost:Keys:EventGrid"] = "the-event-grid-key-0123",
        });
        using HttpRequestMessage inHeader = new(HttpMethod.Post, path) { Content = JsonContent.Create(new { item = "bolt", quantity = 1 }) };
        if (key is not null)
        {
            inHeader.Headers.Add("x-functions-key", key);
        }

        Assert.Equal(expected, (await app.Server.Http.SendAsync(inHeader)).StatusCode);
        HttpResponseMessage inQuery = await app.Server.Http.PostAsJsonAsync($"{path}?code={key}", new { item = "bolt", quantity = 1 });
        Assert.Equal(expected, inQuery.StatusCode);
    }
}
