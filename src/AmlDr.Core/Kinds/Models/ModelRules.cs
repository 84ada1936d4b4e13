using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.Models;

/// <summary>Which models take part: all, but anonymous ones only when something refers to them.</summary>
internal static class ModelRules
{
    public static AssetVerdict Judge(AssetDocument document, KindContext context)
    {
        CommonRules.RequireFiles(document, context, "modelUri");
        return CommonRules.JudgeAnonymous(document, context);
    }
}
