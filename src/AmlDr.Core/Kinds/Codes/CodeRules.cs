using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.Codes;

/// <summary>Which code snapshots take part: all, but anonymous ones only when something refers to them.</summary>
internal static class CodeRules
{
    public static AssetVerdict Judge(AssetDocument document, KindContext context)
    {
        CommonRules.RequireFiles(document, context, "codeUri");
        return CommonRules.JudgeAnonymous(document, context);
    }
}
