using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Works on a workspace, usually the primary, as a user's tool does: uploads files with Put Blob, then registers the version with one PUT. Large files
/// are put past HTTP, as if they had been uploaded in blocks. What fails for a while is tried again, as the tools do.
/// </summary>
public sealed class AssetPublisher : IDisposable
{
    private const string ArmVersion = "2025-12-01";
    private const string BlobVersion = "2024-08-04";
    private const long LargestUpload = 4 * 1024 * 1024;
    private const int MostAttempts = 12;
    private const int ParallelAssets = 12;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>The application that the user's tool is: the Azure CLI, by its published id.</summary>
    public static readonly Guid ClientId = new("04b07795-8ddb-461a-bbee-02f9e1bf7b46");

    private readonly SimulatedAzure _azure;
    private readonly SimulatedWorkspace _workspace;
    private readonly HttpClient _http;
    private readonly string _armToken;
    private readonly string _blobToken;

    /// <summary>Makes a publisher.</summary>
    /// <param name="azure">The simulated Azure.</param>
    /// <param name="workspace">The workspace that it works on; null for the primary.</param>
    public AssetPublisher(SimulatedAzure azure, SimulatedWorkspace? workspace = null)
    {
        ArgumentNullException.ThrowIfNull(azure);
        _azure = azure;
        _workspace = workspace ?? azure.World.Primary;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = azure.Endpoint };
        _armToken = azure.Tokens.Issue("https://management.azure.com", ClientId);
        _blobToken = azure.Tokens.Issue("https://storage.azure.com", ClientId);
    }

    private string Account => _workspace.Account;

    /// <summary>Uploads and registers assets, several at a time, each after those that it refers to.</summary>
    /// <param name="assets">The assets.</param>
    /// <param name="published">Told of each asset that is registered; may be called from several threads at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">A call was refused, or failed too often.</exception>
    public async Task PublishAsync(IEnumerable<SeedAsset> assets, Action<SeedAsset>? published = null, CancellationToken cancellationToken = default)
    {
        SeedAsset[] all = [.. assets];
        foreach (IGrouping<int, SeedAsset> level in all.GroupBy(asset => asset.Level).OrderBy(level => level.Key))
        {
            await ForEachAsync(level, async (asset, token) =>
            {
                await UploadAsync(asset, token);
                await RegisterAsync(asset, token);
                published?.Invoke(asset);
            });
        }

        await ForEachAsync(all.Where(asset => asset.FirstBody is not null), (asset, token) => PutAsync(asset.Path, asset.Body, token));

        Task ForEachAsync(IEnumerable<SeedAsset> some, Func<SeedAsset, CancellationToken, Task> work) => Parallel.ForEachAsync(
            some, new ParallelOptions { MaxDegreeOfParallelism = ParallelAssets, CancellationToken = cancellationToken },
            async (asset, token) => await work(asset, token));
    }

    /// <summary>Uploads an asset's files.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">A call was refused, or failed too often.</exception>
    public async Task UploadAsync(SeedAsset asset, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(asset);
        foreach ((SeedFile file, string name) in asset.Folders.SelectMany(folder => folder.Files.Select(file => (file, SeedAsset.BlobName(folder.Root, file)))))
        {
            if (file.Content.Length > LargestUpload)
            {
                // The service stores no digest of what came in blocks.
                _azure.Blobs.Put(Account, asset.Container!, name, file.Content, withContentMd5: false);
                continue;
            }

            string path = $"{Account}/{asset.Container}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
            await SendAsync(
                () =>
                {
                    HttpRequestMessage request = Compose(HttpMethod.Put, path, _blobToken, new ByteArrayContent(file.Content.ToArray()));
                    request.Headers.Add("x-ms-version", BlobVersion);
                    request.Headers.Add("x-ms-blob-type", "BlockBlob");
                    return request;
                },
                cancellationToken);
        }
    }

    /// <summary>Registers an asset, whether or not its files are there.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The call was refused, or failed too often.</exception>
    public async Task RegisterAsync(SeedAsset asset, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(asset);
        if (asset.IsByService)
            _azure.Resources.Put($"{_workspace.ResourceId}/{asset.Path}", asset.Body);
        else
            await PutAsync(asset.Path, asset.FirstBody ?? asset.Body, cancellationToken);
    }

    /// <summary>Changes a version: reads it, changes the document, writes it back, as <c>az ml model update</c> does.</summary>
    /// <param name="path">Its id below the workspace.</param>
    /// <param name="change">Changes the document.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">A call was refused, or failed too often.</exception>
    public async Task ChangeAsync(string path, Action<JsonObject> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        string text = await SendAsync(() => Compose(HttpMethod.Get, ArmPath(path), _armToken, content: null), cancellationToken);
        JsonObject document = JsonNode.Parse(text)!.AsObject();
        change(document);
        await PutAsync(path, document, cancellationToken);
    }

    /// <summary>Writes a document below the workspace and waits until the service has carried it out.</summary>
    /// <param name="path">Its id below the workspace.</param>
    /// <param name="body">The document.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The call was refused, or failed too often.</exception>
    public async Task PutAsync(string path, JsonObject body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        string text = body.ToJsonString();
        string answer = await SendAsync(
            () => Compose(HttpMethod.Put, ArmPath(path), _armToken, new StringContent(text, Encoding.UTF8, "application/json")), cancellationToken);
        using PeriodicTimer interval = new(LookInterval, _azure.Clock);
        string? state = StateOf(answer);
        while (state is not (null or "Succeeded" or "Failed" or "Canceled") && await interval.WaitForNextTickAsync(cancellationToken))
            state = StateOf(await SendAsync(() => Compose(HttpMethod.Get, ArmPath(path), _armToken, content: null), cancellationToken));
        if (state is "Failed" or "Canceled")
            throw new HttpRequestException($"'{path}' was not provisioned: {state}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Compose(HttpMethod method, string path, string token, HttpContent? content)
    {
        HttpRequestMessage request = new(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static string? StateOf(string document) => JsonNode.Parse(document)?["properties"]?["provisioningState"]?.ToString();

    private static bool MayPass(HttpStatusCode status) => status == HttpStatusCode.TooManyRequests || (int)status >= 500;

    private string ArmPath(string path) => $"{_workspace.ResourceId}/{path}?api-version={ArmVersion}";

    // Every call made here can be repeated: a PUT of the same body twice leaves the same state.
    private async Task<string> SendAsync(Func<HttpRequestMessage> compose, CancellationToken cancellationToken)
    {
        using PeriodicTimer interval = new(RetryInterval, _azure.Clock);
        for (int attempt = 1; ; attempt++)
        {
            using HttpRequestMessage request = compose();
            try
            {
                using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
                string text = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return text;
                if (!MayPass(answer.StatusCode) || attempt == MostAttempts)
                    throw new HttpRequestException($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}", null, answer.StatusCode);
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null && attempt < MostAttempts)
            {
                // The connection was lost; what became of the call shows when it is made again.
            }

            await interval.WaitForNextTickAsync(cancellationToken);
        }
    }
}
