using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Options;
using AmlDr.Core.Failures;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.ControlStore;

/// <summary>Reads and writes JSON blobs in the control store, which stands in the secondary region.</summary>
public sealed class ControlStoreClient
{
    /// <summary>
    /// How everything in the control store is spelled: camel case, enumerations by name, no nulls. Names are read as they were written: the tags
    /// of a document may differ in case alone.
    /// </summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly BlobContainerClient _container;

    /// <summary>Creates a client.</summary>
    /// <param name="blobs">Clients for containers.</param>
    /// <param name="options">The settings.</param>
    public ControlStoreClient(BlobClientFactory blobs, IOptions<AmlDrOptions> options)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ArgumentNullException.ThrowIfNull(options);
        _container = blobs.GetContainer(new Uri(options.Value.ControlStore.ContainerUri));
    }

    /// <summary>The container itself.</summary>
    public BlobContainerClient Container => _container;

    /// <summary>Reads a blob.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and its ETag; null when there is no such blob.</returns>
    /// <exception cref="InvalidAssetException">The blob is not what it should be.</exception>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<Versioned<T>?> TryReadAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        BlobContent? content = await _container.TryDownloadAsync(name, cancellationToken);
        if (content is null)
        {
            return null;
        }

        try
        {
            T value = content.Content.ToObjectFromJson<T>(Json)
                ?? throw new InvalidAssetException($"The control store's blob '{name}' holds nothing but 'null'.");
            return new Versioned<T>(value, content.ETag);
        }
        catch (JsonException exception)
        {
            throw new InvalidAssetException($"The control store's blob '{name}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a blob. Creates the container when it is missing.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="condition">What must hold of the blob that is there.</param>
    /// <param name="metadata">Metadata, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ETag.</returns>
    /// <exception cref="ConflictException">The condition does not hold.</exception>
    /// <exception cref="AmlDrException">The call failed otherwise; the type says how.</exception>
    public async Task<string> WriteAsync<T>(
        string name, T value, BlobCondition condition, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, Json));
        try
        {
            return await _container.UploadAsync(name, content, condition, "application/json", metadata, cancellationToken);
        }
        catch (NotFoundException)
        {
            await _container.CreateIfMissingAsync(cancellationToken);
            return await _container.UploadAsync(name, content, condition, "application/json", metadata, cancellationToken);
        }
    }

    /// <summary>Lists one page of blobs, with their metadata.</summary>
    /// <param name="prefix">What the names start with.</param>
    /// <param name="marker">Where to go on; null for the start.</param>
    /// <param name="pageSize">How many at most, 1 to 5,000; null for the service's own size.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page; an empty one when nothing was ever written, because the container is made by the first write.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<BlobPage> ListPageAsync(string prefix, string? marker, int? pageSize, CancellationToken cancellationToken)
    {
        try
        {
            return await _container.ListPageAsync(prefix, marker, pageSize, cancellationToken);
        }
        catch (NotFoundException)
        {
            return new BlobPage([], null);
        }
    }

    /// <summary>Lists blobs, all pages, with their metadata.</summary>
    /// <param name="prefix">What the names start with.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The blobs in order of name; none when nothing was ever written.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? marker = null;
        do
        {
            BlobPage page = await ListPageAsync(prefix, marker, null, cancellationToken);
            foreach (BlobItem item in page.Items)
            {
                yield return item;
            }

            marker = page.NextMarker;
        }
        while (marker is not null);
    }
}
