using System.Text.Json.Nodes;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.Options;
using AmlDr.Azure.Readiness;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Pairs;
using AmlDr.Core.Readiness.Snapshots;
using AmlDr.Core.References;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Recovery;

/// <summary>
/// Finds where the outputs of a job of the primary stand in its storage accounts, where they stay readable (<c>facts/aml-rest.md</c> section 8). When the
/// primary does not answer, what is known of the workspace since the last readiness check and the usual places have to do.
/// </summary>
public sealed class JobOutputFinder
{
    private const string Artifacts = "logs and artifacts";
    private const int MostFiles = 5000;
    private readonly ArmClientFactory _arm;
    private readonly BlobClientFactory _blobs;
    private readonly CatalogStore _catalog;
    private readonly WorkspaceSightings _sightings;
    private readonly TimeProvider _clock;
    private readonly string _apiVersion;

    internal JobOutputFinder(
        ArmClientFactory arm, BlobClientFactory blobs, CatalogStore catalog, WorkspaceSightings sightings, IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        _arm = arm;
        _blobs = blobs;
        _catalog = catalog;
        _sightings = sightings;
        _clock = clock;
        _apiVersion = options.Value.Arm.ApiVersion;
    }

    /// <summary>Finds the outputs of a job.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="job">The job's name, valid.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The places; null when the primary answers that it has no such job.</returns>
    /// <exception cref="AmlDrException">The control store could not be read; the type says how.</exception>
    public async Task<JobOutputs?> TryFindAsync(Pair pair, string job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentException.ThrowIfNullOrEmpty(job);
        using var reader = new ResourceReader(_arm.GetWorkspace(pair.Primary), _apiVersion, _clock, cancellationToken);
        Task<PrimaryStorage?> storage = DescribeAsync(reader, pair, cancellationToken);
        Reading<AssetDocument> document = await reader.GetAsync($"{pair.Primary}/jobs/{Uri.EscapeDataString(job)}");
        if (document.State == ReadingState.Missing && (await reader.GetAsync(pair.Primary.ToString())).State == ReadingState.Read)
        {
            return null;
        }

        IEnumerable<Task<JobOutputPlace>> places = Name(document.Value, job)
            .Select(async output => await PlaceAsync(reader, pair, await storage, output.Name, output.Reference, output.UsualPath, cancellationToken));
        return new JobOutputs(job, document.Value is not null, document.Problem, await Task.WhenAll(places));
    }

    // The usual places: run artifacts as facts/aml-rest.md section 4 has them; outputs without an address below azureml/{job}/{output} of the default
    // datastore (unconfirmed, and changed by a workspace that has another default datastore).
    private static IEnumerable<(string Name, string? Reference, (string Datastore, string Path)? UsualPath)> Name(AssetDocument? document, string job)
    {
        yield return (Artifacts, null, (SystemDatastores.Artifacts, $"ExperimentRun/dcid.{job}/"));
        if (document is null)
        {
            yield return ("outputs", null, (SystemDatastores.Blob, $"azureml/{job}/"));
        }
        else if (document.TryGet(["properties", "outputs"], out JsonNode? node) && node is JsonObject outputs)
        {
            foreach ((string name, JsonNode? output) in outputs)
            {
                string? uri = output is JsonObject fields && fields["uri"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
                yield return (name, uri, uri is null ? (SystemDatastores.Blob, $"azureml/{job}/{name}/") : null);
            }
        }
    }

    private async Task<JobOutputPlace> PlaceAsync(
        ResourceReader reader, Pair pair, PrimaryStorage? storage, string output, string? reference, (string Datastore, string Path)? usual,
        CancellationToken cancellationToken)
    {
        (string Datastore, string Path)? place = usual;
        if (place is null && ReferenceParser.TryParse(reference, out AssetReference? parsed) && parsed is DatastorePathReference path)
        {
            place = (path.Datastore, path.Path);
        }

        if (place is not { } known)
        {
            return Unknown("Its address is of a form that names no datastore.");
        }

        if (storage is null)
        {
            return Unknown("The primary does not answer, and no readiness check has ever seen it, so its storage account is not known.");
        }

        Uri? container = await ContainerAsync(reader, pair, storage, known.Datastore, cancellationToken);
        return container is null
            ? Unknown($"The datastore '{known.Datastore}' is not known, or is no blob container.")
            : await CountAsync(output, reference, container, known.Path, cancellationToken);

        JobOutputPlace Unknown(string problem) => new(output, reference, null, place?.Path, null, null, false, problem);
    }

    private async Task<JobOutputPlace> CountAsync(string output, string? reference, Uri container, string path, CancellationToken cancellationToken)
    {
        try
        {
            BlobPage page = await _blobs.GetContainer(container).ListPageAsync(path, null, MostFiles, cancellationToken);
            BlobItem[] files = [.. page.Items.Where(item => !item.IsFolder && IsAt(path, item.Name))];
            return new JobOutputPlace(output, reference, container, path, files.Length, files.Sum(file => file.Length), page.NextMarker is null, null);
        }
        catch (AmlDrException exception)
        {
            return new JobOutputPlace(output, reference, container, path, null, null, false, exception.Message);
        }
    }

    // A prefix ends anywhere: 'run' lists 'runner' too.
    private static bool IsAt(string path, string name) =>
        path.Length == 0 || path.EndsWith('/') || name.Length == path.Length || name[path.Length] == '/';

    private async Task<Uri?> ContainerAsync(ResourceReader reader, Pair pair, PrimaryStorage storage, string datastore, CancellationToken cancellationToken)
    {
        switch (datastore.ToLowerInvariant())
        {
            case SystemDatastores.Blob:
                return storage.Container($"azureml-blobstore-{storage.WorkspaceGuid}");
            case SystemDatastores.Artifacts:
                return storage.Container("azureml");
        }

        AssetDocument? document = (await reader.GetAsync($"{pair.Primary}/datastores/{Uri.EscapeDataString(datastore)}")).Value
            ?? (await _catalog.TryReadAsync(pair.Name, new AssetId(KindNames.Datastore, datastore, ""), cancellationToken) is { } entry
                ? new AssetDocument(entry.Document)
                : null);
        string? container = document?.GetString("properties", "containerName") ?? document?.GetString("properties", "filesystem");
        string? account = document?.GetString("properties", "accountName");
        if (container is null || account is null)
        {
            return null;
        }

        if (string.Equals(account, storage.AccountName, StringComparison.OrdinalIgnoreCase))
        {
            return storage.Container(container);
        }

        string? id = NeighbourAddresses.StorageAccounts([document!], pair).FirstOrDefault();
        string? endpoint = id is null ? null : (await reader.GetAsync(id)).Value?.GetString("properties", "primaryEndpoints", "blob");
        return new Uri($"{(endpoint ?? $"https://{account}.blob.{document!.GetString("properties", "endpoint") ?? "core.windows.net"}").TrimEnd('/')}/{container}");
    }

    private async Task<PrimaryStorage?> DescribeAsync(ResourceReader reader, Pair pair, CancellationToken cancellationToken)
    {
        AssetDocument? live = (await reader.GetAsync(pair.Primary.ToString())).Value;
        WorkspaceSighting? sighting = live is null ? await _sightings.TryGetAsync(pair, pair.Primary, cancellationToken) : null;
        AssetDocument? workspace = live ?? (sighting is null ? null : new AssetDocument(sighting.Document));
        string? account = workspace?.GetString("properties", "storageAccount");
        string? guid = workspace?.GetString("properties", "workspaceId");
        string? endpoint = sighting?.BlobEndpoint
            ?? (account is null ? null : (await reader.GetAsync(account)).Value?.GetString("properties", "primaryEndpoints", "blob"));
        return account is null || guid is null || endpoint is null ? null : new PrimaryStorage(account.Split('/')[^1], guid, endpoint);
    }

    private sealed record PrimaryStorage(string AccountName, string WorkspaceGuid, string Endpoint)
    {
        public Uri Container(string name) => new($"{Endpoint.TrimEnd('/')}/{name}");
    }
}
