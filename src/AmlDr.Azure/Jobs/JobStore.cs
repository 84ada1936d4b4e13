using System.Globalization;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Failures;
using AmlDr.Core.Jobs;

namespace AmlDr.Azure.Jobs;

/// <summary>The captured jobs of a pair, one blob each; the gist stands in the blob's metadata, so that listing costs a call per 5,000.</summary>
public sealed class JobStore
{
    private const int LongestObstacles = 1000;
    private readonly ControlStoreClient _store;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The control store.</param>
    public JobStore(ControlStoreClient store) => _store = store;

    /// <summary>Lists the captured jobs, those that have ended within the last day included.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The jobs by name.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyDictionary<string, JobCaptureEntry>> ListAsync(string pair, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, JobCaptureEntry>(StringComparer.Ordinal);
        try
        {
            await foreach (BlobItem blob in _store.Container.ListAsync(ControlStoreNames.JobPrefix(pair), cancellationToken))
            {
                if (Read(blob) is { } entry)
                {
                    entries[entry.Name] = entry;
                }
            }
        }
        catch (NotFoundException)
        {
            // Nothing was ever written: the container is made by the first write.
        }

        return entries;
    }

    /// <summary>Reads a captured job, secret values sealed.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="name">The job's name in the primary.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The job; null when it is not captured.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<JobCapture?> TryGetAsync(string pair, string name, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<JobCapture>(ControlStoreNames.Job(pair, name), cancellationToken))?.Value;

    /// <summary>Writes a captured job over what stands.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="capture">The job, without any secret in clear.</param>
    /// <param name="fingerprint">Digest of what was captured.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteAsync(string pair, JobCapture capture, string fingerprint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return _store.WriteAsync(ControlStoreNames.Job(pair, capture.Name), capture, BlobCondition.None, Gist(capture, fingerprint), cancellationToken);
    }

    /// <summary>Removes a captured job.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="name">The job's name in the primary.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task DeleteAsync(string pair, string name, CancellationToken cancellationToken) =>
        _store.Container.DeleteIfExistsAsync(ControlStoreNames.Job(pair, name), cancellationToken);

    /// <summary>Reads what the last look at the jobs found.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The summary; null before the first.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<JobPass?> TryGetLatestPassAsync(string pair, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<JobPass>(ControlStoreNames.LatestJobPass(pair), cancellationToken))?.Value;

    /// <summary>Writes what a look at the jobs found.</summary>
    /// <param name="pair">The pair's name.</param>
    /// <param name="pass">The summary.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteLatestPassAsync(string pair, JobPass pass, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.LatestJobPass(pair), pass, BlobCondition.None, null, cancellationToken);

    internal Task WriteLiveAsync(string pair, string passId, int page, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.LiveJobs(pair, passId, page), names, BlobCondition.None, null, cancellationToken);

    internal async Task<IReadOnlyList<string>> ReadLiveAsync(string pair, string passId, int page, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<string[]>(ControlStoreNames.LiveJobs(pair, passId, page), cancellationToken))?.Value
            ?? throw new NotFoundException($"Page {page} of the running jobs of '{pair}' is gone from the control store; the next sweep looks anew.");

    internal Task DeleteLiveAsync(string pair, string passId, int page, CancellationToken cancellationToken) =>
        _store.Container.DeleteIfExistsAsync(ControlStoreNames.LiveJobs(pair, passId, page), cancellationToken);

    // Values are percent-encoded: headers are ASCII.
    private static Dictionary<string, string> Gist(JobCapture capture, string fingerprint)
    {
        var metadata = new Dictionary<string, string>
        {
            ["name"] = Uri.EscapeDataString(capture.Name),
            ["type"] = Uri.EscapeDataString(capture.Document["properties"]?["jobType"]?.ToString() ?? ""),
            ["status"] = Uri.EscapeDataString(capture.Status),
            ["captured"] = Time(capture.CapturedAt),
            ["fingerprint"] = fingerprint,
        };
        if (capture.EndedAt is { } ended)
        {
            metadata["ended"] = Time(ended);
        }

        if (capture.Findings.Count > 0)
        {
            string codes = string.Join(',', capture.Findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal));
            metadata["obstacles"] = codes[..Math.Min(codes.Length, LongestObstacles)];
        }

        return metadata;
    }

    private static JobCaptureEntry? Read(BlobItem blob)
    {
        string Value(string name) => Uri.UnescapeDataString(blob.Metadata.GetValueOrDefault(name) ?? "");
        return ReadTime(Value("captured")) is { } captured
            ? new JobCaptureEntry(
                Value("name"), Value("type"), Value("status"), captured, ReadTime(Value("ended")),
                Value("obstacles").Split(',', StringSplitOptions.RemoveEmptyEntries), Value("fingerprint"))
            : null;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time : null;
}
