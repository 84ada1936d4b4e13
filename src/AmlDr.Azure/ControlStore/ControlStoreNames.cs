using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AmlDr.Core.Assets;

namespace AmlDr.Azure.ControlStore;

/// <summary>The names of the blobs in the control store. Asset names and versions are escaped, so that no text can leave its folder.</summary>
internal static class ControlStoreNames
{
    // A blob's name may have 1,024 characters in all, and a text of 255 letters beyond ASCII takes 2,295 when it is escaped.
    private const int LongestSegment = 300;
    private const int KeptOfLonger = 200;

    public static string LedgerPrefix(string pair, string? kind) => $"pairs/{pair}/ledger/" + (kind is null ? "" : $"{kind}/");

    public static string LedgerPrefix(string pair, string kind, string name) => $"{LedgerPrefix(pair, kind)}{Escape(name)}/";

    public static string Ledger(string pair, AssetId asset) => $"{LedgerPrefix(pair, asset.Kind)}{Segments(asset)}.json";

    public static string Plan(string pair, AssetId asset) => $"pairs/{pair}/plans/{asset.Kind}/{Segments(asset)}.json";

    public static string CatalogPrefix(string pair, string? kind) => $"pairs/{pair}/catalog/" + (kind is null ? "" : $"{kind}/");

    public static string Catalog(string pair, AssetId asset) => $"{CatalogPrefix(pair, asset.Kind)}{Segments(asset)}.json";

    public static string ManifestPrefix(string pair) => $"pairs/{pair}/manifests/";

    public static string ManifestPage(string pair, string sweepId, string kind, int page) =>
        $"{ManifestPrefix(pair)}{ManifestFolder(sweepId)}/{kind}/{page:D6}.json";

    public static string LatestManifests(string pair) => $"{ManifestPrefix(pair)}latest.json";

    public static string LatestSweep(string pair) => $"pairs/{pair}/sweeps/latest.json";

    public static string SweepsPrefix(string pair) => $"pairs/{pair}/sweeps/";

    public static string SweepPrefix(string pair, string sweepId) => $"{SweepsPrefix(pair)}{Escape(sweepId)}/";

    public static string SweepWork(string pair, string sweepId, string kind, int page) => $"{SweepPrefix(pair, sweepId)}{kind}-{page:D6}";

    public static string SweepMissing(string pair, string sweepId, string kind) => $"{SweepPrefix(pair, sweepId)}missing-{kind}";

    public static string WorkPart(string workList, int part) => $"{workList}/{part:D6}.json";

    public static string DeletionFinding(string pair) => $"pairs/{pair}/findings/deletions.json";

    public static string JobPrefix(string pair) => $"pairs/{pair}/jobs/";

    public static string Job(string pair, string name) => $"{JobPrefix(pair)}{Escape(name)}.json";

    public static string LatestJobPass(string pair) => $"pairs/{pair}/captures/jobs.json";

    public static string LiveJobs(string pair, string passId, int page) => $"pairs/{pair}/captures/{Escape(passId)}/jobs-{page:D6}.json";

    public static string Notebooks(string pair) => $"pairs/{pair}/notebooks/latest.json";

    public static string NotebookFiles(string pair, string passId, int page) => $"pairs/{pair}/notebooks/{Escape(passId)}/{page:D6}.json";

    public static string LatestReadiness(string pair) => $"pairs/{pair}/readiness/latest.json";

    public static string ReadinessReport(string pair, DateTimeOffset time, string id) => $"pairs/{pair}/readiness/{Time(time)}-{Escape(id)}.json";

    public static string LatestAudit(string pair) => $"{AuditsPrefix(pair)}latest.json";

    public static string AuditsPrefix(string pair) => $"pairs/{pair}/audits/";

    public static string AuditReport(string pair, DateTimeOffset time, string id) => $"{AuditsPrefix(pair)}{Time(time)}-{Escape(id)}.json";

    public static string AuditFindings(string reportBlob, int page) => $"{reportBlob[..^".json".Length]}/findings/{page:D6}.json";

    public static string AuditWorkPrefix(string pair, string? auditId) => $"pairs/{pair}/audit-work/" + (auditId is null ? "" : $"{Escape(auditId)}/");

    public static string AuditWork(string pair, string auditId, string stream, string kind, int chunk) =>
        $"{AuditWorkPrefix(pair, auditId)}{stream}/{kind}/{chunk:D6}.json";

    public static string AuditRepair(string pair, string auditId, string kind) => $"{AuditWorkPrefix(pair, auditId)}repair-{kind}";

    public static string Attestations(string pair) => $"pairs/{pair}/readiness/attestations.json";

    public static string WorkspaceSighting(string pair, string side) => $"pairs/{pair}/readiness/workspaces/{side}.json";

    public static string Evidence(string pair, string operation) => $"pairs/{pair}/evidence/{Escape(operation)}.json";

    public static string PairState(string pair) => $"pairs/{pair}/state.json";

    public static string StepDurations(string pair) => $"pairs/{pair}/step-durations.json";

    public static string OperationPrefix(string pair) => $"pairs/{pair}/operations/";

    public static string OperationOfPair(string pair, string id) => $"{OperationPrefix(pair)}{Escape(id)}.json";

    public static string Operation(string id) => $"operations/{Escape(id)}/operation.json";

    public static string OperationPlan(string id) => $"operations/{Escape(id)}/plan.json";

    public static string OperationPlanPage(string id, string stage, int page) => $"operations/{Escape(id)}/plan/{stage}-{page:D4}.json";

    public static string StepPrefix(string id, string stage) => $"operations/{Escape(id)}/steps/{stage}/";

    public static string Step(string id, string stage, int position) => $"{StepPrefix(id, stage)}{position:D6}.json";

    public static string UndoPrefix(string id, string stage) => $"operations/{Escape(id)}/undo/{stage}/";

    public static string Undo(string id, string stage, int position) => $"{UndoPrefix(id, stage)}{position:D6}.json";

    /// <summary>The position that the name of a step or undo blob ends with.</summary>
    public static int PositionIn(string blobName) =>
        int.Parse(blobName.AsSpan()[(blobName.LastIndexOf('/') + 1)..^".json".Length], NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Figures(string pair) => $"pairs/{pair}/signals/figures.json";

    public static string LatestDrain => "dead-letters/latest.json";

    public static string ParkedLetter(string key) => $"dead-letters/parked/{Escape(key)}.json";

    public static string RejectedEvent(string id) => $"rejected-events/{Escape(id)}.json";

    /// <summary>Whether a text is too long for a name, which then holds its beginning and a digest, and cannot be read back.</summary>
    public static bool IsShortened(string text) => Uri.EscapeDataString(text).Length > LongestSegment;

    /// <summary>The asset that a ledger blob's name stands for; a text that was shortened comes back as its beginning and digest.</summary>
    public static AssetId? TryParseLedger(string pair, string blobName) => TryParse(LedgerPrefix(pair, null), blobName);

    /// <summary>The asset that a catalog blob's name stands for; a text that was shortened comes back as its beginning and digest.</summary>
    public static AssetId? TryParseCatalog(string pair, string blobName) => TryParse(CatalogPrefix(pair, null), blobName);

    /// <summary>The sweep that a manifest page belongs to, as it stands in the name; null for another blob.</summary>
    public static string? TryParseManifest(string pair, string blobName)
    {
        string prefix = ManifestPrefix(pair);
        string[] parts = blobName.StartsWith(prefix, StringComparison.Ordinal) ? blobName[prefix.Length..].Split('/') : [];
        return parts.Length == 3 ? parts[0] : null;
    }

    /// <summary>A sweep's identifier as it stands in names.</summary>
    public static string ManifestFolder(string sweepId) => Escape(sweepId);

    private static AssetId? TryParse(string prefix, string blobName)
    {
        if (!blobName.StartsWith(prefix, StringComparison.Ordinal) || !blobName.EndsWith(".json", StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = blobName[prefix.Length..^".json".Length].Split('/');
        return parts.Length == 3 ? new AssetId(parts[0], Uri.UnescapeDataString(parts[1]), Uri.UnescapeDataString(parts[2])) : null;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Segments(AssetId asset) => $"{Escape(asset.Name)}/{Escape(asset.Version)}";

    // A segment of dots alone would be folded away by whoever resolves the address.
    private static string Escape(string text)
    {
        string escaped = Uri.EscapeDataString(text);
        if (escaped.Length > LongestSegment)
        {
            string kept = escaped[..KeptOfLonger];
            int cut = kept.LastIndexOf('%');
            return $"{(cut > KeptOfLonger - 3 ? kept[..cut] : kept)}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}";
        }

        return escaped.All(character => character == '.') ? escaped.Replace(".", "%2E", StringComparison.Ordinal) : escaped;
    }
}
