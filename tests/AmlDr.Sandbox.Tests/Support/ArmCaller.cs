using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Contract;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>
/// Calls Resource Manager over HTTP. Every answer to a call with the specified api-version is checked against the published
/// specification, where that is at hand.
/// </summary>
internal sealed class ArmCaller : IDisposable
{
    private readonly HttpClient _http;
    private readonly SimulatedAzure _azure;

    public ArmCaller(SimulatedAzure azure, bool checkContract = true)
    {
        _azure = azure;
        HttpMessageHandler handler = new SocketsHttpHandler();
        if (checkContract && Facts.Root is not null)
            handler = new ArmContractHandler(handler);
        _http = new HttpClient(handler) { BaseAddress = azure.Endpoint };
        Token = azure.Tokens.Issue("https://management.azure.com");
    }

    public string? Token { get; set; }

    public string Primary => _azure.World.Primary.ResourceId;

    public string Secondary => _azure.World.Secondary.ResourceId;

    public static string InSubscription(string path) => $"/subscriptions/{WorldTopology.SubscriptionId}{path}";

    public Task<Answer> GetAsync(string path, string? query = null, string? apiVersion = Sim.ApiVersion) => SendAsync(HttpMethod.Get, path, query, null, apiVersion);

    public Task<Answer> PutAsync(string path, string body, string? query = null) => SendAsync(HttpMethod.Put, path, query, body);

    public Task<Answer> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, null, body);

    public Task<Answer> PostAsync(string path, string? body = null) => SendAsync(HttpMethod.Post, path, null, body);

    public Task<Answer> DeleteAsync(string path, string? query = null) => SendAsync(HttpMethod.Delete, path, query, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? query, string? body, string? apiVersion = Sim.ApiVersion, string contentType = "application/json")
    {
        string[] parts = [.. new[] { apiVersion is null ? null : "api-version=" + apiVersion, query }.OfType<string>()];
        using HttpRequestMessage request = new(method, $"{path}?{string.Join('&', parts)}");
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        return await Answer.ReadAsync(await _http.SendAsync(request));
    }

    /// <summary>Follows an absolute link as it came.</summary>
    public async Task<Answer> FollowAsync(string link)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, link);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await Answer.ReadAsync(await _http.SendAsync(request));
    }

    /// <summary>Every item of a list, following its links.</summary>
    public async Task<List<JsonObject>> ListAsync(string path, string? query = null)
    {
        List<JsonObject> items = [];
        Answer page = await GetAsync(path, query);
        while (true)
        {
            JsonObject answer = page.Expect(System.Net.HttpStatusCode.OK).Json;
            items.AddRange(answer["value"]!.AsArray().Select(item => item!.AsObject()));
            if (answer["nextLink"]?.ToString() is not { } next)
                return items;
            page = await FollowAsync(next);
        }
    }

    /// <summary>Writes and waits for the end of the provisioning; returns what is read then.</summary>
    public async Task<Answer> PutSettledAsync(string path, string body)
    {
        Answer put = await PutAsync(path, body);
        if ((int)put.Status >= 300)
            return put;
        await Eventually.IsTrue(() => State(path) is null or "Succeeded" or "Failed", $"{path} settles");
        return await GetAsync(path);
    }

    /// <summary>Deletes and waits until it is gone.</summary>
    public async Task<Answer> DeleteSettledAsync(string path, string? query = null)
    {
        Answer answer = await DeleteAsync(path, query);
        return answer.Status == System.Net.HttpStatusCode.Accepted ? await WaitAsync(answer) : answer;
    }

    private string? State(string path) => _azure.Resources.Get(path)?["properties"]?["provisioningState"]?.ToString();

    /// <summary>Waits for a long-running operation's address to tell the end.</summary>
    public async Task<Answer> WaitAsync(Answer accepted)
    {
        string location = accepted.Header("Location") ?? accepted.Header("Azure-AsyncOperation")!;
        Answer last = null!;
        for (int i = 0; i < 2000; i++)
        {
            last = await FollowAsync(location);
            bool running = last.Status == System.Net.HttpStatusCode.Accepted
                || (last.Bytes.Length > 0 && last.Json["status"]?.ToString() == "InProgress");
            if (!running)
                return last;
        }

        return last;
    }

    public void Dispose() => _http.Dispose();
}
