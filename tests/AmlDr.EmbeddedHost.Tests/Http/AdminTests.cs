using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AmlDr.EmbeddedHost.Tests.Support;

namespace AmlDr.EmbeddedHost.Tests.Http;

/// <summary>What operators ask of the host.</summary>
public sealed class AdminTests
{
    [Fact]
    public async Task Get_HostStatus_SaysRunningAndWhatTheEngineDoes()
    {
        await using TestApp app = await StartAsync();

        JsonElement status = await app.Server.Http.GetFromJsonAsync<JsonElement>("/admin/host/status");

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal("DefaultTaskHub", status.GetProperty("durable").GetProperty("hub").GetString());
        Assert.Equal(0, status.GetProperty("durable").GetProperty("runningActivities").GetInt32());
    }

    [Theory]
    [InlineData("/admin/host/status")]
    [InlineData("/admin/functions")]
    [InlineData("/admin/host/keys")]
    [InlineData("/admin/host/systemkeys")]
    [InlineData("/admin/host/parked")]
    public async Task Get_WithoutTheMasterKey_Answers401(string path)
    {
        await using TestApp app = await StartAsync();
        app.Server.Http.DefaultRequestHeaders.Remove("x-functions-key");

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Server.Http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Server.Http.GetAsync($"{path}?code={app.Server.FunctionKey}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Server.Http.GetAsync($"{path}?code={app.Server.MasterKey}")).StatusCode);
    }

    [Fact]
    public async Task Get_Ping_NeedsNoKey()
    {
        await using TestApp app = await StartAsync();
        app.Server.Http.DefaultRequestHeaders.Clear();

        Assert.Equal(HttpStatusCode.OK, (await app.Server.Http.GetAsync("/admin/host/ping")).StatusCode);
    }

    [Fact]
    public async Task Get_Functions_ListsThemWithTheirBindings()
    {
        await using TestApp app = await StartAsync();

        JsonElement[] functions = (await app.Server.Http.GetFromJsonAsync<JsonElement[]>("/admin/functions"))!;

        JsonElement hello = functions.Single(f => f.GetProperty("name").GetString() == "Hello");
        Assert.EndsWith("/api/hello/{name}/{times:int?}", hello.GetProperty("invoke_url_template").GetString());
        Assert.Equal("httpTrigger", hello.GetProperty("config").GetProperty("bindings")[0].GetProperty("type").GetString());
        Assert.Contains(functions, f => f.GetProperty("name").GetString() == "EveryFive");
    }

    [Fact]
    public async Task Get_Keys_ListsThem()
    {
        await using TestApp app = await StartAsync();

        JsonElement host = await app.Server.Http.GetFromJsonAsync<JsonElement>("/admin/host/keys");
        JsonElement system = await app.Server.Http.GetFromJsonAsync<JsonElement>("/admin/host/systemkeys/eventgrid_extension");
        JsonElement function = await app.Server.Http.GetFromJsonAsync<JsonElement>("/admin/functions/Echo/keys");

        Assert.Equal(app.Server.FunctionKey, host.GetProperty("keys")[0].GetProperty("value").GetString());
        Assert.Equal(app.Server.EventGridKey, system.GetProperty("value").GetString());
        string own = function.GetProperty("keys")[0].GetProperty("value").GetString()!;
        app.Server.Http.DefaultRequestHeaders.Clear();
        Assert.Equal(HttpStatusCode.Created, (await app.Server.Http.PostAsJsonAsync($"/api/Echo?code={own}", new { item = "bolt", quantity = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Server.Http.PostAsync($"/api/Raw?code={own}", null)).StatusCode);
    }

    [Theory]
    [InlineData("NoSuch", "{}", HttpStatusCode.NotFound)]
    [InlineData("EveryFive", "", HttpStatusCode.BadRequest)]
    [InlineData("EveryFive", "[]", HttpStatusCode.BadRequest)]
    [InlineData("EveryFive", "{}", HttpStatusCode.Accepted)]
    [InlineData("everyfive", "{\"input\":null}", HttpStatusCode.Accepted)]
    [InlineData("Hello", "{}", HttpStatusCode.BadRequest)]
    public async Task Post_Function_AnswersAsTheFunctionsHost(string function, string body, HttpStatusCode expected)
    {
        await using TestApp app = await StartAsync();

        HttpResponseMessage answer = await app.Server.Http.PostAsync($"/admin/functions/{function}", new StringContent(body));

        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Accepted)
        {
            await Eventually.TrueAsync(() => app.Recorder.Entries.Count == 1, app.Cancellation);
            Assert.StartsWith("timer False", app.Recorder.Entries[0]);
        }
    }

    [Fact]
    public async Task Post_ActivityWithInput_RunsIt()
    {
        await using TestApp app = await StartAsync();

        await app.Server.Http.PostAsJsonAsync("/admin/functions/Greet", new { input = "\"Ada\"" });

        await Eventually.TrueAsync(() => app.Recorder.Count("greet Ada") == 1, app.Cancellation);
    }

    private static async Task<TestApp> StartAsync()
    {
        TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions), typeof(SampleFunctions)]);
        app.Server.Http.DefaultRequestHeaders.Add("x-functions-key", app.Server.MasterKey);
        return app;
    }
}
