using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Makes a primary's document ready for the secondary: read-only fields dropped, references and mapped identifiers translated, adapted by the
/// kind's own rules and the policy's patches, everything else as it was. It refuses instead of guessing: what has no counterpart is a finding,
/// unless a patch of the policy says what shall stand there.
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
        var texts = new TextTranslator(kind, context, body, kind.FindContent(document).Select(content => content.Field).ToHashSet());
        DocumentWalker.ReplaceTexts(body, (place, text) =>
        {
            string translated = texts.Translate(place, text, findings);
            if (!string.Equals(translated, text, StringComparison.Ordinal))
            {
                changes.Add(new RewriteChange(string.Join('.', place), text, translated));
            }

            return translated;
        });
        PolicyTranslator.TranslateIdentities(body, context.Policy, findings);
        kind.Adapt(body, context.For(asset), findings);
        foreach (DocumentPatch patch in context.Policy.Patches.Where(patch => patch.IsFor(asset)))
        {
            findings.RemoveAll(finding => patch.Sets(finding.Field));
            patch.Apply(body, findings);
        }

        return new RewriteResult(body, changes, findings);
    }
}
