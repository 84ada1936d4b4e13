using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Audits;

/// <summary>Calls of the audit routes.</summary>
internal sealed class AuditApi(RunningApp app)
{
    public const string Route = $"pairs/{RunningApp.Pair}/audits";

    /// <summary>Audits, waits for the end and gives the report.</summary>
    public async Task<JsonNode> AuditAsync(string level = "listing", bool repair = false, double? sample = null, int patienceSeconds = 120)
    {
        var body = new JsonObject { ["level"] = level, ["repair"] = repair };
        if (sample is not null)
        {
            body["sample"] = sample;
        }

        HttpResponseMessage answer = await app.Api.PostAsJsonAsync(Route, body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"/api/operations/audit-{RunningApp.Pair}", answer.Headers.Location?.ToString());
        JsonNode operation = await app.WaitForOperationAsync(answer.Headers.Location!, TimeSpan.FromSeconds(patienceSeconds));
        Assert.True((string?)operation["status"] == "Completed", operation.ToJsonString());
        JsonNode report = await LatestAsync();
        Assert.Equal((string?)operation["audit"]!["auditId"], (string?)report["id"]);
        Assert.Equal((string?)operation["audit"]!["verdict"], (string?)report["verdict"]);
        return report;
    }

    public async Task<JsonNode> LatestAsync() => (await app.Api.GetFromJsonAsync<JsonNode>($"{Route}/latest"))!;

    public async Task<string> GetAsync(string accept, string id = "latest")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Route}/{id}");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        HttpResponseMessage answer = await app.Api.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(accept, answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The findings as <c>class kind name:version code field-or-file</c>, in order.</summary>
    public static string[] Lines(JsonNode report) =>
    [
        .. report["findings"]!.AsArray().SelectMany(finding => finding!["reasons"]!.AsArray().Select(reason =>
            $"{finding["class"]} {finding["asset"]!["kind"]} {finding["asset"]!["name"]}:{finding["asset"]!["version"]} {reason!["code"]} {reason["field"] ?? reason["file"]}".TrimEnd()))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The numbers of a class, those of all classes together where it is null.</summary>
    public static int Count(JsonNode report, string found) => (int?)report["counts"]![found] ?? 0;
}
