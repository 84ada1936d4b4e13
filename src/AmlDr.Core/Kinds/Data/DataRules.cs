using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.Data;

/// <summary>Which data assets take part: all, but anonymous ones only when something refers to them.</summary>
internal static class DataRules
{
    public static AssetVerdict Judge(AssetDocument document, KindContext context)
    {
        CommonRules.RequireFiles(document, context, "dataUri");
        return CommonRules.JudgeAnonymous(document, context);
    }
}
