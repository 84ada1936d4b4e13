using System.Net;
using System.Text;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.Webhooks;

namespace AmlDr.Sandbox.Tests.Control;

/// <summary>Sinks that take what an application sends to others.</summary>
public sealed class WebhookTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Fact]
    public async Task Post_ToSink_KeptWithHeadersAndBody()
    {
        (await PostAsync("teams", """{"text":"failed over"}""")).Expect(HttpStatusCode.OK);

        WebhookCall call = Assert.Single(sim.Azure.Webhooks.Calls("teams"));
        Assert.Equal("""{"text":"failed over"}""", call.Body);
        Assert.Equal("abc", call.Headers["X-Signature"]);
        Assert.Equal("k=1", call.Query);
        Assert.Equal(200, call.Status);
    }

    [Fact]
    public async Task Post_ToldToFailTwice_FailsTwiceAndIsKept()
    {
        sim.Azure.Webhooks.SetFailure("pager", new WebhookFailure { Status = 503, Times = 2, RetryAfterSeconds = 7 });

        Answer first = await PostAsync("pager", "1");
        await PostAsync("pager", "2");
        Answer third = await PostAsync("pager", "3");

        Assert.Equal("7", first.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        third.Expect(HttpStatusCode.OK);
        Assert.Equal([503, 503, 200], sim.Azure.Webhooks.Calls("pager").Select(call => call.Status));
        sim.Azure.Webhooks.Clear("pager");
        Assert.Empty(sim.Azure.Webhooks.Calls("pager"));
    }

    [Fact]
    public void SetFailure_OutOfRange_RefusedNamingEveryMistake()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => sim.Azure.Webhooks.SetFailure("x", new WebhookFailure { Status = 200, Times = 0 }));

        Assert.Contains("'status' is 200", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'times' is 0", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Answer> PostAsync(string name, string body)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, $"{sim.Azure.BaseUrl}/sandbox/webhooks/{name}?k=1") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Signature", "abc");
        return await Answer.ReadAsync(await http.SendAsync(request));
    }
}
