using System.Net;
using System.Text;
using AmlDr.EmbeddedHost.Tests.Support;

namespace AmlDr.EmbeddedHost.Tests.Http;

public sealed class EventGridWebhookTests
{
    private const string Validation =
        """[{"id":"1","topic":"t","subject":"","data":{"validationCode":"512d38b6","validationUrl":"u"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-01-25T22:12:19Z","metadataVersion":"1","dataVersion":"1"}]""";

    [Fact]
    public async Task Post_SubscriptionValidation_EchoesTheCode()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await PostAsync(app, "OnEvent", "SubscriptionValidation", Validation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"validationResponse":"512d38b6"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_CloudEventsValidation_EchoesTheCode()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await PostAsync(app, "OnCloudEvent", "SubscriptionValidation", """{"id":"1","data":"{\"validationCode\":\"77\"}"}""");

        Assert.Equal("""{"validationResponse":"77"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Options_CloudEventsHandshake_AllowsTheOrigin()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        using HttpRequestMessage request = new(HttpMethod.Options, Url(app, "OnCloudEvent"));
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");

        HttpResponseMessage answer = await app.Server.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("eventgrid.azure.net", answer.Headers.GetValues("WebHook-Allowed-Origin").Single());
    }

    [Fact]
    public async Task Post_ArrayOfEvents_InvokesOncePerEvent()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await PostAsync(app, "OnEvent", "Notification", $"[{Event("a")},{Event("b")}]");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["event a T {\"x\":1}", "event b T {\"x\":1}"], app.Recorder.Entries.Order());
    }

    [Fact]
    public async Task Post_BatchedFunction_GetsAllEventsAtOnce()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        await PostAsync(app, "OnBatch", "Notification", $"[{Event("a")},{Event("b")}]");

        Assert.Equal(["batch a,b"], app.Recorder.Entries);
    }

    [Fact]
    public async Task Post_CloudEvent_ReachesTheFunction()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await PostAsync(
            app, "OnCloudEvent", "Notification", """{"specversion":"1.0","id":"c","source":"/s","type":"T","data":{"x":1}}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["cloud c T {\"x\":1}"], app.Recorder.Entries);
    }

    [Theory]
    [InlineData("OnText", "text {\"id\":\"a\"")]
    [InlineData("OnElement", "element a")]
    public async Task Post_OtherParameterTypes_AreBound(string function, string expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        await PostAsync(app, function, "Notification", Event("a"));

        Assert.StartsWith(expected, app.Recorder.Entries.Single());
    }

    [Theory]
    [InlineData("OnEvent", "Notification", "{not json", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "Notification", "17", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "Notification", "[1]", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "Notification", """[{"id":"no envelope"}]""", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "SubscriptionValidation", "[]", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "SubscriptionValidation", "[{}]", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "Something", "[]", HttpStatusCode.BadRequest)]
    [InlineData("OnEvent", "Unsubscribe", "{}", HttpStatusCode.Accepted)]
    [InlineData("NoSuch", "Notification", "[]", HttpStatusCode.NotFound)]
    [InlineData("EveryFive", "Notification", "[]", HttpStatusCode.NotFound)]
    public async Task Post_BadDelivery_IsAnsweredClearly(string function, string eventType, string body, HttpStatusCode expected)
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await PostAsync(app, function, eventType, body);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(app.Recorder.Entries);
    }

    [Fact]
    public async Task Post_FunctionThatThrows_Answers500SoThatEventGridRetries()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);

        HttpResponseMessage answer = await PostAsync(app, "OnEvent", "Notification", $"[{Event("a")},{Event("b", "fail")}]");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(2, app.Recorder.Entries.Count);
    }

    [Fact]
    public async Task Post_TooLargeBody_IsRefused()
    {
        await using TestApp app = await TestApp.StartAsync(
            [typeof(TriggerFunctions)], settings: new Dictionary<string, string?> { ["EmbeddedHost:EventGridMaxBodyBytes"] = "2048" });

        HttpResponseMessage answer = await PostAsync(app, "OnText", "Notification", $"[{{\"id\":\"{new string('x', 4096)}\"}}]");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Post_WithoutTheSystemKey_Answers401()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(TriggerFunctions)]);
        using StringContent body = new(Validation, Encoding.UTF8, "application/json");

        HttpResponseMessage answer = await app.Server.Http.PostAsync($"/runtime/webhooks/eventgrid?functionName=OnEvent&code={app.Server.FunctionKey}", body);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static string Event(string id, string subject = "s") =>
        $$$"""{"id":"{{{id}}}","topic":"t","subject":"{{{subject}}}","eventType":"T","eventTime":"2026-01-25T22:12:19Z","dataVersion":"1","metadataVersion":"1","data":{"x":1}}""";

    private static string Url(TestApp app, string function) => $"/runtime/webhooks/EventGrid?functionName={function}&code={app.Server.EventGridKey}";

    private static Task<HttpResponseMessage> PostAsync(TestApp app, string function, string eventType, string body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, Url(app, function)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("aeg-event-type", eventType);
        return app.Server.Http.SendAsync(request);
    }
}
