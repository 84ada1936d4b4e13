using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Readiness;

/// <summary>Calls of the readiness routes.</summary>
internal sealed class ReadinessApi(RunningApp app)
{
    public const string Route = $"pairs/{RunningApp.Pair}/readiness";

    public async Task CheckAsync()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await app.Api.GetAsync($"{Route}?fresh=true")).StatusCode);
        await app.WhenIdleAsync();
    }

    public async Task<string?> VerdictAsync(string check) =>
        (string?)(await app.Api.GetFromJsonAsync<JsonNode>(Route))!["checks"]!.AsArray().Single(one => (string?)one!["id"] == check)!["verdict"];

    public async Task<HttpResponseMessage> AttestAsync(JsonObject body) => await app.Api.PostAsJsonAsync($"{Route}/attestations", body);

    public async Task<HttpResponseMessage> RecoverAsync(string name, string confirm) =>
        await app.Api.PostAsJsonAsync($"pairs/{RunningApp.Pair}/deleted-workspaces/{name}/recover", new { confirm });

    public static HttpRequestMessage Request(string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Route);
        foreach (string range in accept.Split(','))
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(range));
        }

        return request;
    }

    public async Task<string> GetAsync(string accept, string form)
    {
        using HttpRequestMessage request = Request(accept);
        HttpResponseMessage answer = await app.Api.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(form, answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    public static async Task<JsonNode> ReadProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("urn:amldr:problem:" + code, (string?)problem["type"]);
        return problem;
    }
}
