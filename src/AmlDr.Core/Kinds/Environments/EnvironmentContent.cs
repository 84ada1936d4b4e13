using AmlDr.Core.Assets;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds.Environments;

/// <summary>Where an environment's files stand: its Docker build context, when it has one. A Git context has no files of ours.</summary>
internal static class EnvironmentContent
{
    public static IReadOnlyList<ContentReference> Find(AssetDocument document) =>
        [.. CommonRules.FindContent(document, EnvironmentFields.ContextUri, "properties", "build", "contextUri")];
}
