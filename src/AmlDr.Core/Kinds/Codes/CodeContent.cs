using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Codes;

/// <summary>Where a snapshot's files stand: in a folder of a datastore's container, or in a container of its own that the service made.</summary>
internal static class CodeContent
{
    public static IReadOnlyList<ContentReference> Find(AssetDocument document) =>
        [.. CommonRules.FindContent(document, CodeFields.CodeUri, "properties", "codeUri")];
}
