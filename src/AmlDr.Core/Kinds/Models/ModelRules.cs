using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Core.Kinds.Models;

/// <summary>Which models take part: all, but anonymous ones only when something refers to them.</summary>
internal static class ModelRules
{
    public static AssetVerdict Judge(AssetDocument document, KindContext context)
    {
        if (string.IsNullOrEmpty(document.GetString("properties", "modelUri")))
        {
            throw new InvalidAssetException(
                $"{context.Asset} has no 'properties.modelUri', so its files cannot be found. Register the version with a path.");
        }

        return CommonRules.JudgeAnonymous(document, context);
    }
}
