using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.App;

namespace AmlDr.Benchmarks.Sweep;

/// <summary>
/// The way that the service's article on moving a workspace describes: each model is downloaded, uploaded and registered, one after the other.
/// Throttled calls are made again after the time that the service names.
/// </summary>
internal static class ArticleBaseline
{
    private const string ArmVersion = "2025-12-01";

    /// <summary>Carries models over.</summary>
    /// <param name="session">The session, whose primary holds at least so many models.</param>
    /// <param name="models">How many.</param>
    /// <returns>How long it took, and the bytes that went through this process.</returns>
    public static async Task<(TimeSpan Elapsed, long Bytes)> RunAsync(SandboxSession session, int models)
    {
        Guid client = Guid.NewGuid();
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = session.Azure.Endpoint };
        string arm = session.Azure.Tokens.Issue("https://management.azure.com", client), storage = session.Azure.Tokens.Issue("https://storage.azure.com", client);
        string from = $"{session.Azure.World.PrimaryAccount.Name}/{session.Azure.World.Primary.BlobContainer}";
        string to = $"{session.Azure.World.SecondaryAccount.Name}/{session.Azure.World.Secondary.BlobContainer}";
        long bytes = 0;
        long start = Stopwatch.GetTimestamp();
        for (int at = 0; at < models; at++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"asset-{at / 10:D5}"), version = string.Create(CultureInfo.InvariantCulture, $"{(at % 10) + 1}");
            string path = Versions.ModelPath(name, version);
            string document = await SendAsync(http, arm, () => new HttpRequestMessage(HttpMethod.Get, Document(session.Azure.World.Primary.ResourceId, name, version)));
            byte[] content = await ReadAsync(http, storage, $"{from}/{path}/weights.bin");
            await SendAsync(http, storage, () =>
            {
                HttpRequestMessage upload = new(HttpMethod.Put, $"{to}/{path}/weights.bin") { Content = new ByteArrayContent(content) };
                upload.Headers.Add("x-ms-version", "2024-08-04");
                upload.Headers.Add("x-ms-blob-type", "BlockBlob");
                return upload;
            });
            JsonObject properties = JsonNode.Parse(document)!["properties"]!.DeepClone().AsObject();
            properties["modelUri"] = properties["modelUri"]!.GetValue<string>()
                .Replace(session.Azure.World.Primary.Name, session.Azure.World.Secondary.Name, StringComparison.Ordinal);
            string body = new JsonObject { ["properties"] = properties }.ToJsonString();
            await SendAsync(http, arm, () => new HttpRequestMessage(HttpMethod.Put, Document(session.Azure.World.Secondary.ResourceId, name, version))
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            });
            bytes += 2 * content.Length;
        }

        return (Stopwatch.GetElapsedTime(start), bytes);
    }

    private static string Document(string workspace, string name, string version) => $"{workspace}/models/{name}/versions/{version}?api-version={ArmVersion}";

    private static async Task<byte[]> ReadAsync(HttpClient http, string token, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("x-ms-version", "2024-08-04");
        using HttpResponseMessage answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> SendAsync(HttpClient http, string token, Func<HttpRequestMessage> compose)
    {
        while (true)
        {
            using HttpRequestMessage request = compose();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using HttpResponseMessage answer = await http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            }

            using PeriodicTimer wait = new(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
            await wait.WaitForNextTickAsync();
        }
    }
}
