using AmlDr.Core.Kinds;
using AmlDr.Core.Kinds.Datastores;
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
    private const string Computes = "computes";
    private readonly RewriteContext _context;
    private readonly AddressTranslator _addresses;

    /// <summary>Creates a translator.</summary>
    /// <param name="context">The pair's workspaces and stores.</param>
    public ReferenceTranslator(RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        _addresses = new AddressTranslator(context);
    }

    /// <summary>Translates one reference.</summary>
    /// <param name="field">The field that holds it, for findings.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="finding">Why it cannot be translated; null when it can.</param>
    /// <param name="holdsContent">
    /// True when files of the asset stand there, which are copied; false for a place that the asset only works with, such as a job's input.
    /// </param>
    /// <returns>The text for the secondary; the original when it stays, or when there is a finding.</returns>
    public string Translate(string field, AssetReference reference, out Finding? finding, bool holdsContent = true)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(reference);
        finding = null;
        return reference switch
        {
            DatastorePathReference path => TranslateDatastorePath(field, path, holdsContent, out finding),
            WorkspaceAssetReference asset => TranslateScoped(field, asset, asset.Workspace, out finding),
            WorkspaceChildReference child when IsJob(child) => RefuseJob(field, child, out finding),
            WorkspaceChildReference child => TranslateScoped(field, child, child.Workspace, out finding),
            RegionalAssetReference regional => TranslateRegional(field, regional, out finding),
            JobOutputReference output => TranslateJobOutput(field, output, holdsContent, out finding),
            WebReference web => _addresses.Translate(field, web, out finding),
            StorageReference storage => _addresses.Translate(field, storage, out finding),
            ShorthandReference shorthand => TranslateShorthand(field, shorthand),
            RegistryAssetReference => reference.Original,
            _ => Refuse(field, reference, "UnknownReference", "It has no known form; register the asset again with a supported path.", out finding),
        };
    }

    // Where no files of the asset stand, the datastore is a dependency like others, and whether it is there is found out with them.
    private string TranslateDatastorePath(string field, DatastorePathReference path, bool holdsContent, out Finding? finding)
    {
        string translated = TranslateScoped(field, path, path.Workspace, out finding);
        return finding is null && holdsContent && path.Workspace.Names(_context.Primary.Id) && _context.FindStore(path.Datastore) is null
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
        ReferenceFields.KindOf(field.Split('.')) == KindNames.Compute
        && PolicyMaps.Find(_context.Policy.Maps.Computes, shorthand.Name) is { } mapped
            ? $"azureml:{mapped}"
            : shorthand.Original;

    private static bool IsJob(WorkspaceChildReference child) => child.RelativePath.StartsWith("jobs/", StringComparison.OrdinalIgnoreCase);

    private static string RefuseJob(string field, WorkspaceChildReference job, out Finding? finding) =>
        Refuse(
            field, job, "Job", "The job does not exist in the secondary; name a registered asset instead, or remove the field by a patch in the policy.",
            out finding);

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

    private string TranslateJobOutput(string field, JobOutputReference output, bool holdsContent, out Finding? finding)
    {
        finding = null;
        if (!holdsContent)
        {
            return Refuse(
                field, output, "JobOutput",
                "The job does not exist in the secondary, and what it left is not copied for this asset; register it as data or model and name that.",
                out finding);
        }

        if (!Same(output.Output, JobOutputReference.ArtifactsOutput))
        {
            return Refuse(
                field, output, "JobOutput",
                $"The job does not exist in the secondary, and where its output '{output.Output}' stands is known to the job alone; "
                + "register the asset from the datastore path instead.", out finding);
        }

        WorkspaceId target = _context.Secondary.Id;
        return $"azureml://subscriptions/{target.SubscriptionId}/resourcegroups/{target.ResourceGroup}/workspaces/{target.Name}"
            + $"/datastores/{SystemDatastores.Artifacts}/paths/{ArtifactPath(output)}";
    }

    /// <summary>Where the artifacts of a job stand in the artifact datastore. Source: <c>facts/aml-rest.md</c> section 4.</summary>
    /// <param name="output">A path in the output <c>artifacts</c>.</param>
    /// <returns>The path below the datastore's root.</returns>
    public static string ArtifactPath(JobOutputReference output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return $"ExperimentRun/dcid.{output.JobId}/{output.Path}";
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
