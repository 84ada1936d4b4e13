using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds.Environments;

/// <summary>Which environments take part: not the curated ones, anonymous ones only when something refers to them.</summary>
internal static class EnvironmentRules
{
    private const string CuratedPrefix = "AzureML-";

    public static AssetVerdict Judge(AssetDocument document, KindContext context)
    {
        bool curated =
            string.Equals(document.GetString("properties", "environmentType"), "Curated", StringComparison.OrdinalIgnoreCase)
            || IsCuratedName(context.Asset.Name);
        return curated
            ? AssetVerdict.Skip("Curated", "The environment is curated by Azure Machine Learning; every workspace has it already.")
            : CommonRules.JudgeAnonymous(document, context);
    }

    /// <summary>Says whether a name is one of those that the service keeps for curated environments (<c>facts/aml-rest.md</c> 1.3).</summary>
    public static bool IsCuratedName(string name) => name.StartsWith(CuratedPrefix, StringComparison.OrdinalIgnoreCase);
}
