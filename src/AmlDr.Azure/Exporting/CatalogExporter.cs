using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Exporting;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Exporting;

/// <summary>
/// Writes the catalog of a pair as a zip file: per asset a file that <c>az ml … create -f</c> accepts, where the CLI has one, and the document
/// itself. In the order of kinds, names and versions; no secret is opened; nothing is asked of either workspace. Memory does not grow with the catalog.
/// </summary>
public sealed class CatalogExporter
{
    private const int ReadAhead = 8;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly DateTimeOffset EarliestInZip = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CatalogStore _catalog;
    private readonly PairRegistry _pairs;
    private readonly KindCatalog _kinds;
    private readonly TimeProvider _clock;

    /// <summary>Creates an exporter.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="clock">The clock.</param>
    public CatalogExporter(CatalogStore catalog, PairRegistry pairs, KindCatalog kinds, TimeProvider clock)
    {
        _catalog = catalog;
        _pairs = pairs;
        _kinds = kinds;
        _clock = clock;
    }

    /// <summary>Writes an export.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="destination">Takes the zip file; it is left open. Nothing is written before the catalog has answered.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The number of assets.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how. What was written is then no complete zip file.</exception>
    public async Task<int> ExportAsync(string pair, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Pair known = _pairs[pair];
        await _catalog.ListPageAsync(known.Name, null, null, cancellationToken);
        var paths = new ExportPaths();
        var summary = new ExportSummary(_kinds);
        int count = 0;
        await using ZipArchive zip = await ZipArchive.CreateAsync(destination, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await foreach (CatalogEntry entry in ReadAsync(known.Name, cancellationToken).WithCancellation(cancellationToken))
        {
            await AddAsync(zip, entry, paths.Take(entry.Asset), summary, cancellationToken);
            count++;
        }

        DateTimeOffset now = _clock.GetUtcNow();
        await WriteAsync(zip, "README.txt", summary.Write(known.Name, known.Primary.ToString(), now), now, cancellationToken);
        return count;
    }

    private async Task AddAsync(ZipArchive zip, CatalogEntry entry, string path, ExportSummary summary, CancellationToken cancellationToken)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        CliDocument file = CliExporter.Export(
            entry.Asset, new AssetDocument(entry.Document), [.. entry.Sealed.Keys], _kinds[entry.Asset.Kind], entry.Workspace.Describe(), path[folder.Length..]);
        summary.Add(file);
        if (file.Body is not null)
        {
            string yaml = CliYaml.Write(file.Body, [$"{file.Command} --file {path}.yml", .. file.Notes]);
            await WriteAsync(zip, path + ".yml", yaml, entry.SeenAt, cancellationToken);
            foreach (CliAttachment attachment in file.Attachments)
            {
                string text = attachment.Text ?? CliYaml.Write(attachment.Body!, []);
                await WriteAsync(zip, folder + attachment.Name, text, entry.SeenAt, cancellationToken);
            }
        }

        JsonObject document = CliExporter.WithoutSecrets(entry.Document, entry.Sealed.Keys);
        await WriteAsync(zip, $"arm/{path}.json", document.ToJsonString(Readable), entry.SeenAt, cancellationToken);
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at < EarliestInZip ? EarliestInZip : at.ToUniversalTime();
        await using Stream stream = await entry.OpenAsync(cancellationToken);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    // A few entries are read ahead, in order: one call at a time would take hours for a large catalog.
    private async IAsyncEnumerable<CatalogEntry> ReadAsync(
        string pair, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reads = new Queue<Task<CatalogEntry?>>();
        foreach (IAssetKind kind in _kinds.All)
        {
            await foreach (CatalogListing listing in _catalog.ListAllAsync(pair, kind.Name, cancellationToken))
            {
                reads.Enqueue(_catalog.TryReadAsync(pair, listing.Asset, cancellationToken));
                if (reads.Count == ReadAhead && await reads.Dequeue() is { } entry)
                {
                    yield return entry;
                }
            }
        }

        // What was forgotten since it was listed is not there any more.
        while (reads.TryDequeue(out Task<CatalogEntry?>? read))
        {
            if (await read is { } entry)
            {
                yield return entry;
            }
        }
    }
}
