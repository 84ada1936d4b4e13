using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.References;

namespace AmlDr.Core.Rewriting;

/// <summary>Says what one text of a document is called in the secondary, by what the kind says of its place.</summary>
internal sealed class TextTranslator
{
    private readonly IAssetKind _kind;
    private readonly RewriteContext _context;
    private readonly JsonObject _body;
    private readonly IReadOnlySet<string> _contentFields;
    private readonly ReferenceTranslator _references;

    /// <summary>Creates a translator for one document.</summary>
    /// <param name="kind">The document's kind.</param>
    /// <param name="context">The pair.</param>
    /// <param name="body">The document, for what stands next to a text.</param>
    /// <param name="contentFields">The fields under which files of the asset stand.</param>
    public TextTranslator(IAssetKind kind, RewriteContext context, JsonObject body, IReadOnlySet<string> contentFields)
    {
        _kind = kind;
        _context = context;
        _body = body;
        _contentFields = contentFields;
        _references = new ReferenceTranslator(context);
    }

    /// <summary>Translates a text.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="findings">Takes what has no counterpart.</param>
    /// <returns>The text for the secondary; the same text where nothing is to be done.</returns>
    public string Translate(IReadOnlyList<string> place, string text, ICollection<Finding> findings)
    {
        string field = string.Join('.', place);
        bool isTarget = PolicyTranslator.Covers(_kind.Fields.ConnectionTargets, place);
        if (isTarget && PolicyMaps.Find(_context.Policy.Maps.ConnectionTargets, text) is { } target)
        {
            return target;
        }

        if (_kind.Fields.HoldsReference(place))
        {
            if (ReferenceParser.TryParse(text, out AssetReference? reference))
            {
                if (_context.RegistryAssets?.Redirect(reference, ReferenceFields.KindOf(place, _body), _context.Primary) is { } address)
                {
                    return address;
                }

                string translated = _references.Translate(field, reference, out Finding? finding, _contentFields.Contains(field));
                if (finding is not null)
                {
                    findings.Add(isTarget
                        ? finding with { Remedy = "It is in the primary region; name the secondary's counterpart in the policy's 'maps.connectionTargets'." }
                        : finding);
                }

                return translated;
            }

            if (ReferenceFields.KindOf(place, _body) == KindNames.Compute && ComputeNames.IsName(text))
            {
                return PolicyMaps.Find(_context.Policy.Maps.Computes, text) ?? text;
            }
        }

        return PolicyTranslator.Covers(_kind.Fields.Images, place)
            ? ImageTranslator.Translate(field, text, _context, findings)
            : PolicyTranslator.Translate(place, text, _kind, _context, findings);
    }
}
