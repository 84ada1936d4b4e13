using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.References;

/// <summary>
/// Reads every form in which Azure Machine Learning spells a reference (<c>facts/aml-rest.md</c> section 4). Keywords are compared
/// without case; names, versions and paths are kept as written.
/// </summary>
public static partial class ReferenceParser
{
    private const string Scheme = "azureml:";

    /// <summary>Reads a text that may be a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">
    /// The reference; an <see cref="UnknownReference"/> when the text starts like one and has no known form.
    /// </param>
    /// <returns>False when the text is no reference at all: plain prose, a number, a relative path.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AssetReference? reference)
    {
        reference = text switch
        {
            null => null,
            _ when StartsWith(text, "azureml://") => ParseUri(text),
            _ when StartsWith(text, "azureml:/subscriptions/") => ParseArmId(text, text[Scheme.Length..]),
            _ when StartsWith(text, Scheme) => ParseShorthand(text),
            _ when StartsWith(text, "/subscriptions/") => ParseArmId(text, text),
            _ when StartsWith(text, "runs:/") => ParseRun(text),
            _ when StartsWith(text, "https://") || StartsWith(text, "http://") => ParseWeb(text),
            _ when StartsWith(text, "wasb") || StartsWith(text, "abfs") => ParseStorage(text),
            _ => null,
        };
        return reference is not null;
    }

    private static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static AssetReference ParseUri(string text)
    {
        string rest = text["azureml://".Length..];
        if (JobOutput().Match(rest) is { Success: true } job)
        {
            return new JobOutputReference(text, job.Groups["j"].Value, job.Groups["o"].Value, job.Groups["p"].Value);
        }

        if (Registry().Match(rest) is { Success: true } registry)
        {
            return new RegistryAssetReference(
                text, registry.Groups["r"].Value, registry.Groups["t"].Value, registry.Groups["n"].Value,
                ValueOrNull(registry.Groups["v"]), ValueOrNull(registry.Groups["l"]));
        }

        if (Regional().Match(rest) is { Success: true } regional)
        {
            return new RegionalAssetReference(
                text, regional.Groups["r"].Value, regional.Groups["w"].Value, regional.Groups["t"].Value,
                regional.Groups["n"].Value, regional.Groups["v"].Value);
        }

        Match scoped = Scoped().Match(rest);
        var workspace = new ReferencedWorkspace(
            ValueOrNull(scoped.Groups["s"]), ValueOrNull(scoped.Groups["g"]), ValueOrNull(scoped.Groups["w"]));
        string tail = scoped.Groups["tail"].Value;
        if (Datastore().Match(tail) is { Success: true } store)
        {
            return new DatastorePathReference(
                text, workspace, store.Groups["d"].Value, store.Groups["p"].Value, store.Groups["k"].Success);
        }

        return Asset().Match(tail) is { Success: true } asset
            ? new WorkspaceAssetReference(
                text, workspace, asset.Groups["t"].Value, asset.Groups["n"].Value,
                ValueOrNull(asset.Groups["v"]), ValueOrNull(asset.Groups["l"]))
            : new UnknownReference(text);
    }

    private static AssetReference? ParseArmId(string text, string id)
    {
        if (!WorkspaceId.TryParseChild(id, out WorkspaceId? found, out string child))
        {
            // Identifiers of other providers (a subnet, an identity) are references too, but not to the workspace: maps handle them.
            return null;
        }

        var workspace = new ReferencedWorkspace(found.SubscriptionId, found.ResourceGroup, found.Name);
        return Asset().Match(child) is { Success: true } asset
            ? new WorkspaceAssetReference(
                text, workspace, asset.Groups["t"].Value, asset.Groups["n"].Value,
                ValueOrNull(asset.Groups["v"]), ValueOrNull(asset.Groups["l"]))
            : new WorkspaceChildReference(text, workspace, child);
    }

    private static AssetReference ParseShorthand(string text)
    {
        Match match = Shorthand().Match(text[Scheme.Length..]);
        return match.Success
            ? new ShorthandReference(
                text, match.Groups["n"].Value, ValueOrNull(match.Groups["v"]), ValueOrNull(match.Groups["l"]))
            : new UnknownReference(text);
    }

    private static AssetReference ParseRun(string text) =>
        Run().Match(text) is { Success: true } run
            ? new JobOutputReference(text, run.Groups["r"].Value, JobOutputReference.ArtifactsOutput, run.Groups["p"].Value)
            : new UnknownReference(text);

    private static WebReference? ParseWeb(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? new WebReference(text, address) : null;

    private static StorageReference? ParseStorage(string text) =>
        Storage().Match(text) is { Success: true } storage
            ? new StorageReference(
                text, storage.Groups["s"].Value, storage.Groups["c"].Value, storage.Groups["h"].Value, storage.Groups["p"].Value)
            : null;

    private static string? ValueOrNull(Group group) => group.Success ? group.Value : null;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    [GeneratedRegex(@"\Ajobs/(?<j>[^/]+)/outputs/(?<o>[^/]+)(/paths/(?<p>.*))?\z", Options)]
    private static partial Regex JobOutput();

    // 'feeds' is the internal alias of 'registries'.
    [GeneratedRegex(@"\A(registries|feeds)/(?<r>[^/]+)/(?<t>[^/]+)/(?<n>[^/]+)(/versions/(?<v>[^/]+)|/labels/(?<l>[^/]+))?/?\z", Options)]
    private static partial Regex Registry();

    [GeneratedRegex(@"\Alocations/(?<r>[^/]+)/workspaces/(?<w>[^/]+)/(?<t>[^/]+)/(?<n>[^/]+)/versions/(?<v>[^/]+)/?\z", Options)]
    private static partial Regex Regional();

    [GeneratedRegex(
        @"\A(subscriptions/(?<s>[^/]+)/)?(resourcegroups/(?<g>[^/]+)/)?(providers/Microsoft\.MachineLearningServices/)?(workspaces/(?<w>[^/]+)/)?(?<tail>.*)\z",
        Options)]
    private static partial Regex Scoped();

    [GeneratedRegex(@"\Adatastores/(?<d>[^/]+)((?<k>/paths)(/(?<p>.*))?|/(?<p>.*))?\z", Options)]
    private static partial Regex Datastore();

    [GeneratedRegex(@"\A(?<t>models|environments|data|components|codes|featuresets|featurestoreEntities)/(?<n>[^/]+)(/versions/(?<v>[^/]+)|/labels/(?<l>[^/]+))/?\z", Options)]
    private static partial Regex Asset();

    [GeneratedRegex(@"\A(?<n>[^:@/]+)(:(?<v>.+)|@(?<l>[^:@/]+))?\z", Options)]
    private static partial Regex Shorthand();

    [GeneratedRegex(@"\A(?<s>wasbs?|abfss?)://(?<c>[^@/]+)@(?<h>[a-z0-9.-]+)(?<p>(/.*)?)\z", Options)]
    private static partial Regex Storage();

    [GeneratedRegex(@"\Aruns:/+(?<r>[^/]+)(/(?<p>.*))?\z", Options)]
    private static partial Regex Run();
}
