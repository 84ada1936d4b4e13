using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Policies;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds;

/// <summary>Rules that hold for several kinds.</summary>
internal static class CommonRules
{
    /// <summary>
    /// Tools make anonymous versions by the thousand (<c>CliV2AnonymousEnvironment</c>, <c>facts/aml-rest.md</c> 1.3); nobody names them,
    /// so they are carried only when a mirrored asset does.
    /// </summary>
    public static AssetVerdict JudgeAnonymous(AssetDocument document, KindContext context) =>
        document.GetBoolean("properties", "isAnonymous") == true && !context.IsReferenced
            ? AssetVerdict.Skip("Anonymous", "The version is anonymous; it is mirrored when a mirrored asset refers to it.")
            : AssetVerdict.Mirror;

    /// <summary>Refuses a version that does not say where its files are.</summary>
    /// <exception cref="InvalidAssetException">The field is missing or empty.</exception>
    public static void RequireFiles(AssetDocument document, KindContext context, string field)
    {
        if (string.IsNullOrEmpty(document.GetString("properties", field)))
        {
            throw new InvalidAssetException(
                $"{context.Asset} has no 'properties.{field}', so its files cannot be found. Register the version with a path.");
        }
    }

    /// <summary>An endpoint or deployment of tier cold is not created before a failover.</summary>
    public static AssetVerdict JudgeTier(KindContext context) =>
        context.Tier == Tier.Cold
            ? AssetVerdict.Skip("Cold", "Its tier is cold: the catalog keeps its definition, and a failover creates it.")
            : AssetVerdict.Mirror;

    /// <summary>A deployment does not stand without its endpoint, so it is as cold as that.</summary>
    public static AssetVerdict JudgeTier(KindContext context, string endpointKind) =>
        JudgeTier(context) is { IsMirrored: false } cold ? cold
            : JudgeTier(context with { Asset = new AssetId(endpointKind, context.Asset.Name, "") });

    /// <summary>The places that one field names.</summary>
    public static IEnumerable<ContentReference> FindContent(AssetDocument document, string field, params ReadOnlySpan<string> path) =>
        ReferenceParser.TryParse(document.GetString(path), out AssetReference? reference) ? [new ContentReference(field, reference)] : [];

    /// <summary>Says whether calls of an endpoint are authorised by keys. The other modes have none (<c>facts/aml-rest.md</c> 2.9).</summary>
    public static bool IsKeyed(JsonObject body) =>
        string.Equals(DocumentFields.GetText(body, "properties", "authMode"), "Key", StringComparison.OrdinalIgnoreCase);
}
