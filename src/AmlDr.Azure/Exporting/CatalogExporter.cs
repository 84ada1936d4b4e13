using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Catalog;
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
        await using var outgoing = new OutgoingBuffer(destination);
        using (var zip = new ZipArchive(outgoing, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            await foreach (CatalogEntry entry in ReadAsync(known.Name, cancellationToken))
            {
                Add(zip, entry, paths.Take(entry.Asset), summary);
                await outgoing.SendAsync(cancellationToken);
                count++;
            }

            DateTimeOffset now = _clock.GetUtcNow();
            Write(zip, "README.txt", summary.Write(known.Name, known.Primary.ToString(), now), now);
        }

        await outgoing.SendAsync(cancellationToken);
        return count;
    }

    private void Add(ZipArchive zip, CatalogEntry entry, string path, ExportSummary summary)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        var document = new RedactedDocument(entry.Document, entry.Sealed);
        CliDocument file = CliExporter.Export(
            entry.Asset, document, _kinds[entry.Asset.Kind], entry.Workspace.Describe(), path[folder.Length..]);
        summary.Add(file);
        if (file.Body is not null)
        {
            string yaml = CliYaml.Write(file.Body, [$"{file.Command} --file {path}.yml", .. file.Notes]);
            Write(zip, path + ".yml", yaml, entry.SeenAt);
            foreach (CliAttachment attachment in file.Attachments)
            {
                Write(zip, folder + attachment.Name, attachment.Text ?? CliYaml.Write(attachment.Body!, []), entry.SeenAt);
            }
        }

        Write(zip, $"arm/{path}.json", document.Omit().ToJsonString(Readable), entry.SeenAt);
    }

    private static void Write(ZipArchive zip, string name, string text, DateTimeOffset at)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at < EarliestInZip ? EarliestInZip : at.ToUniversalTime();
        using Stream stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    // A few entries are read ahead, in order: one call at a time would take hours for a large catalog.
    private async IAsyncEnumerable<CatalogEntry> ReadAsync(
        string pair, [EnumeratorCancellation] CancellationToken cancellationToken)
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
