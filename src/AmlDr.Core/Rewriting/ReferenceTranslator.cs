using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Says what a reference of the primary is called in the secondary. Rules and their order: <c>facts/aml-rest.md</c> section 3.
/// What already means the same in both (own-workspace shorthand, registries, the open web) stays as written.
/// </summary>
public sealed class ReferenceTranslator
{
    /// <summary>The datastore that keeps the artifacts of jobs. Source: <c>facts/aml-rest.md</c> section 4, default datastores.</summary>
    public const string ArtifactDatastore = "workspaceartifactstore";

    private const string Computes = "computes";
    private readonly RewriteContext _context;

    /// <summary>Creates a translator.</summary>
    /// <param name="context">The pair's workspaces and stores.</param>
    public ReferenceTranslator(RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>Translates one reference.</summary>
    /// <param name="field">The field that holds it, for findings.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="finding">Why it cannot be translated; null when it can.</param>
    /// <returns>The text for the secondary; the original when it stays, or when there is a finding.</returns>
    public string Translate(string field, AssetReference reference, out Finding? finding)
    {
        ArgumentNullException.ThrowIfNull(reference);
        finding = null;
        return reference switch
        {
            DatastorePathReference path => TranslateDatastorePath(field, path, out finding),
            WorkspaceAssetReference asset => TranslateScoped(field, asset, asset.Workspace, out finding),
            WorkspaceChildReference child => TranslateScoped(field, child, child.Workspace, out finding),
            RegionalAssetReference regional => TranslateRegional(field, regional, out finding),
            JobOutputReference output => TranslateJobOutput(field, output, out finding),
            WebReference web => TranslateWeb(field, web, out finding),
            ShorthandReference shorthand => TranslateShorthand(field, shorthand),
            RegistryAssetReference => reference.Original,
            _ => Refuse(field, reference, "UnknownReference", "It has no known form; register the asset again with a supported path.", out finding),
        };
    }

    private string TranslateDatastorePath(string field, DatastorePathReference path, out Finding? finding)
    {
        string translated = TranslateScoped(field, path, path.Workspace, out finding);
        return finding is null && path.Workspace.Names(_context.Primary.Id) && _context.FindStore(path.Datastore) is null
            ? NoCounterpart(field, path, path.Datastore, out finding)
            : translated;
    }

    private string TranslateScoped(string field, AssetReference reference, ReferencedWorkspace workspace, out Finding? finding)
    {
        finding = null;
        if (workspace.IsOwn)
        {
            return reference.Original;
        }

        if (workspace.Names(_context.Primary.Id))
        {
            WorkspaceId target = _context.Secondary.Id;
            string text = ReplaceSegmentAfter(reference.Original, "subscriptions/", target.SubscriptionId);
            text = ReplaceSegmentAfter(text, "resourcegroups/", target.ResourceGroup);
            text = ReplaceSegmentAfter(text, "workspaces/", target.Name);
            return TranslateComputeName(reference, text);
        }

        return workspace.Names(_context.Secondary.Id)
            ? reference.Original
            : Refuse(
                field, reference, "ForeignWorkspace",
                "It points into a workspace that is neither side of the pair; share the asset through a registry instead.", out finding);
    }

    // A compute keeps its name unless the policy gives it another one.
    private string TranslateComputeName(AssetReference reference, string text) =>
        reference is WorkspaceChildReference { RelativePath: { } path }
        && path.Split('/') is [var collection, var name] && Same(collection, Computes)
        && PolicyMaps.Find(_context.Policy.Maps.Computes, name) is { } mapped
            ? ReplaceSegmentAfter(text, Computes + "/", mapped)
            : text;

    private string TranslateShorthand(string field, ShorthandReference shorthand) =>
        (field.EndsWith(".compute", StringComparison.OrdinalIgnoreCase) || field.EndsWith(".computeId", StringComparison.OrdinalIgnoreCase))
        && PolicyMaps.Find(_context.Policy.Maps.Computes, shorthand.Name) is { } mapped
            ? $"azureml:{mapped}"
            : shorthand.Original;

    private string TranslateRegional(string field, RegionalAssetReference reference, out Finding? finding)
    {
        finding = null;
        if (Same(reference.WorkspaceGuid, _context.Secondary.WorkspaceGuid))
        {
            return reference.Original;
        }

        if (!Same(reference.WorkspaceGuid, _context.Primary.WorkspaceGuid))
        {
            return Refuse(
                field, reference, "ForeignWorkspace",
                "It points into a workspace that is neither side of the pair; share the asset through a registry instead.", out finding);
        }

        string text = ReplaceSegmentAfter(reference.Original, "locations/", _context.Secondary.Location);
        return ReplaceSegmentAfter(text, "workspaces/", _context.Secondary.WorkspaceGuid);
    }

    private string TranslateJobOutput(string field, JobOutputReference output, out Finding? finding)
    {
        finding = null;
        if (!Same(output.Output, JobOutputReference.ArtifactsOutput))
        {
            return Refuse(
                field, output, "JobOutput",
                $"The job does not exist in the secondary, and where its output '{output.Output}' stands is known to the job alone; "
                + "register the asset from the datastore path instead.", out finding);
        }

        WorkspaceId target = _context.Secondary.Id;
        return $"azureml://subscriptions/{target.SubscriptionId}/resourcegroups/{target.ResourceGroup}/workspaces/{target.Name}"
            + $"/datastores/{ArtifactDatastore}/paths/{ArtifactPath(output)}";
    }

    private string TranslateWeb(string field, WebReference web, out Finding? finding)
    {
        finding = null;
        if (web.Address.Query.Contains("sig=", StringComparison.OrdinalIgnoreCase))
        {
            var shown = new WebReference(web.Address.GetLeftPart(UriPartial.Path), web.Address);
            return Refuse(
                field, shown, "SignedAddress",
                "The address carries a signature, which is a secret and opens one account only; register the asset with a datastore path.",
                out finding);
        }

        if (_context.Stores.FirstOrDefault(store => TryGetPathBelow(store.PrimaryRoot, web.Address, out _)) is { } mapped)
        {
            return $"{web.Address.Scheme}://{mapped.SecondaryRoot.Authority}{mapped.SecondaryRoot.AbsolutePath.TrimEnd('/')}"
                + TextBelow(mapped.PrimaryRoot, web);
        }

        bool inPrimaryAccount = TryGetPathBelow(_context.PrimaryBlobEndpoint, web.Address, out _);
        return inPrimaryAccount && !_context.Stores.Any(store => TryGetPathBelow(store.SecondaryRoot, web.Address, out _))
            ? Refuse(
                field, web, "StoreWithoutCounterpart",
                "It stands in the primary's storage account, in a container that no datastore of both workspaces names; "
                + "create a datastore of one name for it in both.", out finding)
            : web.Original;
    }

    // As written where possible, so that a document that goes there and back again is the same to the letter.
    private static string TextBelow(Uri root, WebReference web)
    {
        string prefix = web.Address.GetLeftPart(UriPartial.Authority) + root.AbsolutePath.TrimEnd('/');
        return web.Original.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? web.Original[prefix.Length..]
            : web.Address.AbsolutePath[root.AbsolutePath.TrimEnd('/').Length..] + web.Address.Query;
    }

    /// <summary>Where the artifacts of a job stand in the artifact datastore. Source: <c>facts/aml-rest.md</c> section 4.</summary>
    /// <param name="output">A path in the output <c>artifacts</c>.</param>
    /// <returns>The path below the datastore's root.</returns>
    public static string ArtifactPath(JobOutputReference output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return $"ExperimentRun/dcid.{output.JobId}/{output.Path}";
    }

    /// <summary>Finds what an address adds to a root.</summary>
    /// <param name="root">The root: scheme, host, port and the leading path segments.</param>
    /// <param name="address">The address.</param>
    /// <param name="below">The rest as written, with its leading slash and without a query; empty for the root itself.</param>
    /// <returns>False when the address is elsewhere.</returns>
    public static bool TryGetPathBelow(Uri root, Uri address, out string below)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(address);
        string rootPath = root.AbsolutePath.TrimEnd('/');
        string path = address.AbsolutePath;
        bool inside = Same(root.Authority, address.Authority)
            && path.StartsWith(rootPath, StringComparison.Ordinal)
            && (path.Length == rootPath.Length || path[rootPath.Length] == '/');
        below = inside ? path[rootPath.Length..] : "";
        return inside;
    }

    private static string NoCounterpart(string field, AssetReference reference, string datastore, out Finding? finding) =>
        Refuse(
            field, reference, "DatastoreWithoutCounterpart",
            $"The secondary has no datastore '{datastore}'; create one of that name there.", out finding);

    private static string Refuse(string field, AssetReference reference, string code, string remedy, out Finding? finding)
    {
        finding = new Finding(code, field, reference.Original, remedy);
        return reference.Original;
    }

    private static string ReplaceSegmentAfter(string text, string keyword, string value)
    {
        int start = text.IndexOf(keyword, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return text;
        }

        start += keyword.Length;
        int end = text.IndexOf('/', start);
        return string.Concat(text.AsSpan(0, start), value, end < 0 ? "" : text.AsSpan(end));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
