using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Contract;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>Calls the blob service over HTTP. Every answer is checked against the published specification, where that is at hand.</summary>
internal sealed class BlobCaller : IDisposable
{
    public const string Version = "2024-08-04";

    private readonly HttpClient _http;
    private readonly SimulatedAzure _azure;

    public BlobCaller(SimulatedAzure azure)
    {
        _azure = azure;
        HttpMessageHandler handler = new SocketsHttpHandler();
        if (Facts.Root is not null)
            handler = new BlobContractHandler(handler);
        _http = new HttpClient(handler) { BaseAddress = azure.Endpoint };
        Token = azure.Tokens.Issue("https://storage.azure.com");
    }

    public string Token { get; init; }

    public SimulatedAccount Primary => _azure.World.PrimaryAccount;

    public SimulatedAccount Secondary => _azure.World.SecondaryAccount;

    /// <summary>The path of a blob with every segment percent-encoded.</summary>
    public static string PathOf(string account, string container, string blob) =>
        $"/{account}/{container}/{string.Join('/', blob.Split('/').Select(Uri.EscapeDataString))}";

    public string UrlOf(string account, string container, string blob) => _azure.BaseUrl + PathOf(account, container, blob);

    /// <summary>Makes a container of a name not used before.</summary>
    public async Task<string> NewContainerAsync(string account)
    {
        string name = "c" + Guid.NewGuid().ToString("N")[..20];
        (await SendAsync(HttpMethod.Put, $"/{account}/{name}?restype=container")).Expect(HttpStatusCode.Created);
        return name;
    }

    public Task<Answer> PutAsync(string path, string content, params (string Name, string Value)[] headers) =>
        PutAsync(path, Encoding.UTF8.GetBytes(content), headers);

    public Task<Answer> PutAsync(string path, byte[] content, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, content, [("x-ms-blob-type", "BlockBlob"), .. headers]);

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> HeadAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Head, path, null, headers);

    /// <summary>Sends with a bearer token, unless the headers or the address bring a credential of their own.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, byte[]? content = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Compose(method, path, content, headers);
        bool hasOwn = headers.Any(header => header.Name == "Authorization") || path.Contains("sig=", StringComparison.Ordinal);
        if (!hasOwn)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (!headers.Any(header => header.Name == "x-ms-version"))
            request.Headers.Add("x-ms-version", Version);
        return await Answer.ReadAsync(await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    /// <summary>Sends exactly this, with nothing added.</summary>
    public async Task<Answer> SendBareAsync(HttpMethod method, string path, byte[]? content = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Compose(method, path, content, headers);
        return await Answer.ReadAsync(await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    /// <summary>Asks for a user delegation key and signs a SAS with it, as the documentation describes it for version 2020-12-06 and later.</summary>
    public async Task<string> DelegationSasAsync(SimulatedAccount account, string container, string? blob, string permissions, TimeSpan? life = null, string version = Version)
    {
        DateTimeOffset now = _azure.Clock.GetUtcNow();
        string start = Iso(now.AddMinutes(-5)), expiry = Iso(now.AddHours(1));
        Answer answer = await SendAsync(
            HttpMethod.Post,
            $"/{account.Name}/?restype=service&comp=userdelegationkey",
            Encoding.UTF8.GetBytes($"<KeyInfo><Start>{start}</Start><Expiry>{expiry}</Expiry></KeyInfo>"));
        var key = answer.Expect(HttpStatusCode.OK).Xml;
        string end = Iso(now + (life ?? TimeSpan.FromMinutes(30)));
        string[] delegated = [.. ((string[])["SignedOid", "SignedTid", "SignedStart", "SignedExpiry", "SignedService", "SignedVersion"]).Select(name => key.Element(name)!.Value)];
        string resource = blob is null ? "c" : "b";
        string canonical = blob is null ? $"/blob/{account.Name}/{container}" : $"/blob/{account.Name}/{container}/{blob}";
        List<string> lines = [permissions, start, end, canonical, .. delegated, "", "", ""];
        if (string.CompareOrdinal(version, "2025-07-05") >= 0)
            lines.AddRange(["", ""]);
        lines.AddRange(["", "", version, resource, "", ""]);
        if (string.CompareOrdinal(version, "2026-04-06") >= 0)
            lines.AddRange(["", ""]);
        lines.AddRange(["", "", "", "", ""]);
        string signature = Sign(key.Element("Value")!.Value, string.Join('\n', lines));
        (string, string)[] query =
        [
            ("sv", version), ("sr", resource), ("sp", permissions), ("st", start), ("se", end), ("skoid", delegated[0]), ("sktid", delegated[1]),
            ("skt", delegated[2]), ("ske", delegated[3]), ("sks", delegated[4]), ("skv", delegated[5]), ("sig", signature),
        ];
        return Query(query);
    }

    /// <summary>A service SAS signed with the account's key.</summary>
    public string ServiceSas(SimulatedAccount account, string container, string? blob, string permissions, TimeSpan? life = null, string protocol = "", string address = "")
    {
        string end = Iso(_azure.Clock.GetUtcNow() + (life ?? TimeSpan.FromMinutes(30)));
        string resource = blob is null ? "c" : "b";
        string canonical = blob is null ? $"/blob/{account.Name}/{container}" : $"/blob/{account.Name}/{container}/{blob}";
        string text = string.Join('\n', permissions, "", end, canonical, "", address, protocol, Version, resource, "", "", "", "", "", "", "");
        List<(string, string)> query = [("sv", Version), ("sr", resource), ("sp", permissions), ("se", end), ("sig", Sign(account.Keys[0], text))];
        if (protocol.Length > 0)
            query.Add(("spr", protocol));
        if (address.Length > 0)
            query.Add(("sip", address));
        return Query([.. query]);
    }

    /// <summary>An account SAS.</summary>
    public string AccountSas(SimulatedAccount account, string permissions, string types, string services = "b")
    {
        string end = Iso(_azure.Clock.GetUtcNow().AddMinutes(30));
        string text = string.Join('\n', account.Name, permissions, services, types, "", end, "", "", Version, "") + "\n";
        return Query([("sv", Version), ("ss", services), ("srt", types), ("sp", permissions), ("se", end), ("sig", Sign(account.Keys[1], text))]);
    }

    public void Dispose() => _http.Dispose();

    public static string Sign(string key, string text) => Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text)));

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Query((string Name, string Value)[] pairs) => string.Join('&', pairs.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    private static HttpRequestMessage Compose(HttpMethod method, string path, byte[]? content, (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(method, new Uri(path, UriKind.RelativeOrAbsolute));
        if (content is not null || method == HttpMethod.Put || method == HttpMethod.Post)
            request.Content = new ByteArrayContent(content ?? []);
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
