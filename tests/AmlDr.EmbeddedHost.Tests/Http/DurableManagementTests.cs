using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Http;

/// <summary>The management routes of the Durable Functions extension.</summary>
public sealed class DurableManagementTests
{
    private const string Root = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Post_Orchestrator_StartsItAndNamesTheAddresses()
    {
        await using TestApp app = await StartAsync();

        HttpResponseMessage answer = await app.Server.Http.PostAsJsonAsync($"{Root}/orchestrators/GreetAll/my-id", new[] { "Bob" });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        JsonElement addresses = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("my-id", addresses.GetProperty("id").GetString());
        Assert.Equal(answer.Headers.Location!.OriginalString, addresses.GetProperty("statusQueryGetUri").GetString());
        await app.EndOfAsync("my-id");
        app.Server.Http.DefaultRequestHeaders.Clear();
        JsonElement state = await app.Server.Http.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
        Assert.Equal("Completed", state.GetProperty("runtimeStatus").GetString());
        Assert.Equal("Hello, Bob!", state.GetProperty("output")[0].GetString());
        Assert.Equal("Bob", state.GetProperty("input")[0].GetString());
    }

    [Fact]
    public async Task Post_OrchestratorWithTimeout_AnswersWithTheOutput()
    {
        await using TestApp app = await StartAsync();

        HttpResponseMessage answer = await app.Server.Http.PostAsJsonAsync($"{Root}/orchestrators/GreetAll?timeout=30", new[] { "Bob" });

        Assert.Equal("""["Hello, Bob!"]""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Nobody", "[]", HttpStatusCode.BadRequest)]
    [InlineData("GreetAll", "{bad", HttpStatusCode.BadRequest)]
    [InlineData("GreetAll/bad%3Fid", "[]", HttpStatusCode.BadRequest)]
    [InlineData("GreetAll/taken", "[]", HttpStatusCode.Conflict)]
    public async Task Post_OrchestratorThatCannotStart_AnswersClearly(string path, string body, HttpStatusCode expected)
    {
        await using TestApp app = await StartAsync();
        await StartWaitingAsync(app, "taken");

        HttpResponseMessage answer = await app.Server.Http.PostAsync($"{Root}/orchestrators/{path}", new StringContent(body));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Get_RunningInstance_Answers202WithRetryAfter()
    {
        await using TestApp app = await StartAsync();
        await StartWaitingAsync(app, "one");

        HttpResponseMessage answer = await app.Server.Http.GetAsync($"{Root}/instances/one?showHistory=true");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        JsonElement state = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("ExecutionStarted", state.GetProperty("historyEvents")[1].GetProperty("EventType").GetString());
    }

    [Fact]
    public async Task Post_Commands_SteerTheInstance()
    {
        await using TestApp app = await StartAsync();
        await StartWaitingAsync(app, "one");

        Assert.Equal(HttpStatusCode.Accepted, (await app.Server.Http.PostAsync($"{Root}/instances/one/suspend?reason=r", null)).StatusCode);
        await app.RestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await app.StateOfAsync("one")).RuntimeStatus);
        Assert.Equal(HttpStatusCode.Accepted, (await app.Server.Http.PostAsync($"{Root}/instances/one/resume", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await app.Server.Http.PostAsJsonAsync($"{Root}/instances/one/raiseEvent/go", "by hand")).StatusCode);
        Assert.Equal("by hand", (await app.EndOfAsync("one")).ReadOutputAs<string>());
        Assert.Equal(HttpStatusCode.Gone, (await app.Server.Http.PostAsync($"{Root}/instances/one/terminate", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await app.Server.Http.PostAsJsonAsync($"{Root}/instances/one/raiseEvent/go", 1)).StatusCode);
    }

    [Fact]
    public async Task Post_Terminate_EndsWithTheReason()
    {
        await using TestApp app = await StartAsync();
        await StartWaitingAsync(app, "one");

        await app.Server.Http.PostAsync($"{Root}/instances/one/terminate?reason=enough", null);

        Assert.Equal("enough", (await app.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Post_RaiseEventThatIsNoJson_IsRefused()
    {
        await using TestApp app = await StartAsync();
        await StartWaitingAsync(app, "one");

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Server.Http.PostAsync($"{Root}/instances/one/raiseEvent/go", new StringContent("text"))).StatusCode);
        using StringContent broken = new("{", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Server.Http.PostAsync($"{Root}/instances/one/raiseEvent/go", broken)).StatusCode);
    }

    [Fact]
    public async Task Post_Restart_RunsItAgain()
    {
        await using TestApp app = await StartAsync();
        string id = (await app.RunAsync(nameof(SampleFunctions.GreetAll), new[] { "Bob" })).InstanceId;

        HttpResponseMessage answer = await app.Server.Http.PostAsync($"{Root}/instances/{id}/restart?restartWithNewInstanceId=false", null);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await app.RestAsync();
        Assert.Equal(2, app.Recorder.Count("greet Bob"));
    }

    [Fact]
    public async Task Get_Instances_FiltersAndPages()
    {
        await using TestApp app = await StartAsync();
        foreach (string id in new[] { "a1", "a2", "b1" })
        {
            await StartWaitingAsync(app, id);
        }

        HttpResponseMessage first = await app.Server.Http.GetAsync($"{Root}/instances?instanceIdPrefix=a&top=1&runtimeStatus=Running,Pending");
        string token = first.Headers.GetValues("x-ms-continuation-token").Single();
        using HttpRequestMessage next = new(HttpMethod.Get, $"{Root}/instances?instanceIdPrefix=a&top=1");
        next.Headers.Add("x-ms-continuation-token", token);
        HttpResponseMessage second = await app.Server.Http.SendAsync(next);

        Assert.Equal("a1", (await first.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("instanceId").GetString());
        Assert.Equal("a2", (await second.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("instanceId").GetString());
        Assert.Equal(0, (await app.Server.Http.GetFromJsonAsync<JsonElement>($"{Root}/instances?runtimeStatus=Failed")).GetArrayLength());
    }

    [Fact]
    public async Task Delete_Instances_PurgesTheEnded()
    {
        await using TestApp app = await StartAsync();
        string id = (await app.RunAsync(nameof(SampleFunctions.GreetAll))).InstanceId;
        await StartWaitingAsync(app, "one");

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Server.Http.DeleteAsync($"{Root}/instances")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Server.Http.DeleteAsync($"{Root}/instances/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Server.Http.DeleteAsync($"{Root}/instances/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Server.Http.DeleteAsync($"{Root}/instances?createdTimeFrom=2000-01-01")).StatusCode);
        Assert.NotNull(await app.Client.GetInstanceAsync("one", app.Cancellation));
    }

    [Theory]
    [InlineData("GET", "/instances/nobody", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/terminate", HttpStatusCode.NotFound)]
    [InlineData("POST", "/instances/nobody/restart", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/instances/nobody/rewind", HttpStatusCode.NotImplemented)]
    [InlineData("GET", "/entities/Counter/a", HttpStatusCode.NotImplemented)]
    public async Task Request_UnknownOrNotOffered_AnswersClearly(string method, string path, HttpStatusCode expected)
    {
        await using TestApp app = await StartAsync();
        using HttpRequestMessage request = new(new HttpMethod(method), Root + path);

        Assert.Equal(expected, (await app.Server.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Get_FailedInstance_Answers500IfAsked()
    {
        await using TestApp app = await StartAsync();
        string id = (await app.RunAsync(nameof(SampleFunctions.CallBoom))).InstanceId;

        Assert.Equal(HttpStatusCode.OK, (await app.Server.Http.GetAsync($"{Root}/instances/{id}")).StatusCode);
        HttpResponseMessage asError = await app.Server.Http.GetAsync($"{Root}/instances/{id}?returnInternalServerErrorOnFailure=true");
        Assert.Equal(HttpStatusCode.InternalServerError, asError.StatusCode);
        Assert.Contains("outer", (await asError.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Request_WithoutTheSystemKey_Answers401()
    {
        await using TestApp app = await StartAsync();
        app.Server.Http.DefaultRequestHeaders.Clear();

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Server.Http.GetAsync($"{Root}/instances")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Server.Http.GetAsync($"{Root}/instances?code={app.Server.FunctionKey}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Server.Http.GetAsync($"{Root}/instances?code={app.Server.MasterKey}")).StatusCode);
    }

    private static async Task<TestApp> StartAsync()
    {
        TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        app.Server.Http.DefaultRequestHeaders.Add("x-functions-key", app.Server.DurableTaskKey);
        return app;
    }

    private static async Task StartWaitingAsync(TestApp app, string id)
    {
        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SampleFunctions.WaitFor), new Microsoft.DurableTask.StartOrchestrationOptions(id), app.Cancellation);
        await app.RestAsync();
    }
}
