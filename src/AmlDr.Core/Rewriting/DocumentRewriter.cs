using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Makes a primary's document ready for the secondary: read-only fields dropped, references and mapped identifiers translated, adapted by the
/// kind's own rules and the policy's patches, everything else as it was. It refuses instead of guessing: what has no counterpart is a finding.
/// </summary>
public static class DocumentRewriter
{
    /// <summary>Rewrites a document.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="document">The document as the primary returned it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="context">The pair's workspaces, stores and policy.</param>
    /// <returns>The body for the secondary, with what changed and what could not be changed.</returns>
    public static RewriteResult Rewrite(AssetId asset, AssetDocument document, IAssetKind kind, RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(context);
        JsonObject body = WritableDocument.From(document, kind);
        var changes = new List<RewriteChange>();
        var findings = new List<Finding>();
        var translator = new ReferenceTranslator(context);
        DocumentWalker.ReplaceTexts(body, (place, text) =>
        {
            string translated = Translate(place, text, kind, translator, context, findings);
            if (!string.Equals(translated, text, StringComparison.Ordinal))
            {
                changes.Add(new RewriteChange(Field(place), text, translated));
            }

            return translated;
        });
        PolicyTranslator.TranslateIdentities(body, context, findings);
        kind.Adapt(body, context.For(asset), findings);
        foreach (DocumentPatch patch in context.Policy.Patches)
        {
            patch.Apply(asset, body);
        }

        return new RewriteResult(body, changes, findings);
    }

    private static string Translate(
        IReadOnlyList<string> place, string text, IAssetKind kind, ReferenceTranslator translator, RewriteContext context, List<Finding> findings)
    {
        if (kind.Fields.References.Any(path => path.Covers(place)) && ReferenceParser.TryParse(text, out AssetReference? reference))
        {
            string translated = translator.Translate(Field(place), reference, out Finding? finding);
            if (finding is not null)
            {
                findings.Add(finding);
            }

            return translated;
        }

        return kind.Fields.Images.Any(path => path.Covers(place))
            ? ImageTranslator.Translate(Field(place), text, context, findings)
            : PolicyTranslator.Translate(place, text, kind, context, findings);
    }

    private static string Field(IReadOnlyList<string> place) => string.Join('.', place);
}
