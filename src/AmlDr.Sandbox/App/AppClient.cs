using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.App;

/// <summary>The app's HTTP API, seen from outside: this client shares no code with the app.</summary>
public sealed class AppClient : IDisposable
{
    private const int MostAttempts = 8;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;
    private readonly AppKeys _keys;
    private readonly TimeProvider _clock;

    /// <summary>Makes a client.</summary>
    /// <param name="address">The address that the app listens on.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="clock">The clock for waiting.</param>
    public AppClient(Uri address, AppKeys keys, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    /// <summary>The app's health; null while nobody listens.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AppHealth?> TryGetHealthAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, "api/health", _keys.Function, cancellationToken);
            return new AppHealth(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The pair.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AppPair> GetPairAsync(CancellationToken cancellationToken = default) =>
        GetAsync<AppPair>($"api/pairs/{AppSettings.PairName}", _keys.Function, cancellationToken);

    /// <summary>Every asset that the app knows of.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<AppAsset>> ListAssetsAsync(CancellationToken cancellationToken = default)
    {
        List<AppAsset> assets = [];
        string? token = null;
        do
        {
            string query = token is null ? "?top=1000" : $"?top=1000&continuationToken={Uri.EscapeDataString(token)}";
            AssetPage page = await GetAsync<AssetPage>($"api/pairs/{AppSettings.PairName}/assets{query}", _keys.Function, cancellationToken);
            assets.AddRange(page.Value);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return assets;
    }

    /// <summary>Asks for a sweep and waits until it has ended.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It ended otherwise than completed.</exception>
    public Task<AppSweep> SweepAsync(TimeSpan patience, CancellationToken cancellationToken = default) => SweepAsync(patience, false, cancellationToken);

    /// <summary>Asks for a sweep and waits until it has ended.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="retryFailed">True to try again what has failed before, although its time has not come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It ended otherwise than completed.</exception>
    public async Task<AppSweep> SweepAsync(TimeSpan patience, bool retryFailed, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await SendAsync(
            HttpMethod.Post, $"api/pairs/{AppSettings.PairName}/sweeps", _keys.Function, cancellationToken, new JsonObject { ["retryFailed"] = retryFailed });
        answer.EnsureSuccessStatusCode();
        JsonObject started = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        string id = started["operationId"]!.GetValue<string>();
        AppOperation? operation = null;
        await WaitUntil.TrueAsync(
            async token => (operation = await GetAsync<AppOperation>($"api/operations/{id}", _keys.Function, token)).Status is not ("Pending" or "Running"),
            patience, () => $"the sweep ends; it stands at {operation?.Sweep}", _clock, cancellationToken);
        return operation is { Status: "Completed", Sweep: { } sweep }
            ? sweep
            : throw new InvalidOperationException($"The sweep ended as {operation!.Status}: {operation.Error}");
    }

    /// <summary>Sends a request as a person with curl does, and gives the answer as it came, refusals included.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path with its query, such as <c>api/pairs/demo/plan?mode=unplanned</c>.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="idempotencyKey">The header <c>Idempotency-Key</c>; null for none.</param>
    /// <param name="withKey">False to send no function key.</param>
    /// <param name="accept">The header <c>Accept</c>; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AppAnswer> CallAsync(
        HttpMethod method, string path, JsonObject? body = null, string? idempotencyKey = null, bool withKey = true, string? accept = null,
        CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (withKey)
            request.Headers.Add("x-functions-key", _keys.Function);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
        return new AppAnswer(
            answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(cancellationToken),
            answer.Headers.Location?.OriginalString);
    }

    /// <summary>A failover, drill or failback.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="allSteps">True to name every step.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AppFailover> GetFailoverAsync(string id, bool allSteps = false, CancellationToken cancellationToken = default) =>
        GetAsync<AppFailover>($"api/operations/{id}{(allSteps ? "?steps=all" : "")}", _keys.Function, cancellationToken);

    /// <summary>Asks for an audit, waits until it has ended, and gives its report.</summary>
    /// <param name="level">How closely it looks.</param>
    /// <param name="repair">Whether it repairs.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">It ended otherwise than completed.</exception>
    public async Task<AppAudit> AuditAsync(string level, bool repair, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage answer = await SendAsync(
            HttpMethod.Post, $"api/pairs/{AppSettings.PairName}/audits", _keys.Function, cancellationToken, new JsonObject { ["level"] = level, ["repair"] = repair });
        answer.EnsureSuccessStatusCode();
        JsonObject started = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        string id = started["operationId"]!.GetValue<string>();
        JsonObject? operation = null;
        await WaitUntil.TrueAsync(
            async token => (string?)(operation = await GetAsync<JsonObject>($"api/operations/{id}", _keys.Function, token))["status"] is not ("Pending" or "Running"),
            patience, () => $"the audit ends; it stands at {operation?["audit"]?.ToJsonString()}", _clock, cancellationToken);
        if ((string?)operation!["status"] != "Completed")
            throw new InvalidOperationException($"The audit ended as {operation["status"]}: {operation["error"]}");

        List<AppAuditFinding> findings = [];
        AppAudit report = await GetAsync<AppAudit>($"api/pairs/{AppSettings.PairName}/audits/latest", _keys.Function, cancellationToken);
        for (int page = 0; page < report.FindingPages; page++)
        {
            findings.AddRange((await GetAsync<FindingPage>(
                $"api/pairs/{AppSettings.PairName}/audits/{report.Id}/findings?page={page}", _keys.Function, cancellationToken)).Value);
        }

        return report with { Findings = findings };
    }

    /// <summary>The newest report in one of its forms.</summary>
    /// <param name="mediaType">The form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> GetAuditAsync(string mediaType, CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"api/pairs/{AppSettings.PairName}/audits/latest");
        request.Headers.Add("x-functions-key", _keys.Function);
        request.Headers.Accept.ParseAdd(mediaType);
        using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Ids of the orchestrations that have not ended.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<string>> ListBusyAsync(CancellationToken cancellationToken = default)
    {
        const string query = "runtimeStatus=Pending,Running,ContinuedAsNew&showInput=false&top=100";
        JsonArray instances = await GetAsync<JsonArray>($"runtime/webhooks/durabletask/instances?{query}", _keys.Durable, cancellationToken);
        return [.. instances.Select(instance => instance!["instanceId"]!.GetValue<string>())];
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Reading can fail for a moment while faults strike the control store; asking again changes nothing.
    private async Task<T> GetAsync<T>(string path, string key, CancellationToken cancellationToken)
    {
        using PeriodicTimer interval = new(RetryInterval, _clock);
        for (int attempt = 1; ; attempt++)
        {
            using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path, key, cancellationToken);
            if ((int)answer.StatusCode < 500 || attempt == MostAttempts)
            {
                answer.EnsureSuccessStatusCode();
                return (await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken))!;
            }

            await interval.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string key, CancellationToken cancellationToken, JsonObject? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        request.Headers.Add("x-functions-key", key);
        return await _http.SendAsync(request, cancellationToken);
    }

    private sealed record FindingPage(IReadOnlyList<AppAuditFinding> Value);

    private sealed record AssetPage(IReadOnlyList<AppAsset> Value, string? ContinuationToken);
}
