using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>
/// Makes a primary's document ready for the secondary: read-only fields dropped, references rewritten, everything else as it was.
/// It refuses instead of guessing: what has no counterpart is a finding.
/// </summary>
public static class DocumentRewriter
{
    /// <summary>Rewrites a document.</summary>
    /// <param name="document">The document as the primary returned it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="context">The pair's workspaces and stores.</param>
    /// <returns>The body for the secondary, with what changed and what could not be changed.</returns>
    public static RewriteResult Rewrite(AssetDocument document, IAssetKind kind, RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(kind);
        JsonObject body = WritableDocument.From(document, kind);
        var translator = new ReferenceTranslator(context);
        var changes = new List<RewriteChange>();
        var findings = new List<Finding>();
        DocumentWalker.ReplaceTexts(body, (place, text) =>
        {
            if (kind.ImageFields.Any(path => path.Covers(place)) && ImageTranslator.Check(Field(place), text, context) is { } imageFinding)
            {
                findings.Add(imageFinding);
            }

            if (!kind.ReferenceFields.Any(path => path.Covers(place)) || !ReferenceParser.TryParse(text, out AssetReference? reference))
            {
                return text;
            }

            string translated = translator.Translate(Field(place), reference, out Finding? finding);
            if (finding is not null)
            {
                findings.Add(finding);
            }
            else if (!string.Equals(translated, text, StringComparison.Ordinal))
            {
                changes.Add(new RewriteChange(Field(place), text, translated));
            }

            return translated;
        });
        return new RewriteResult(body, changes, findings);
    }

    private static string Field(IReadOnlyList<string> place) => string.Join('.', place);
}
