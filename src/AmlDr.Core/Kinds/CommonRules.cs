using AmlDr.Core.Assets;

namespace AmlDr.Core.Kinds;

/// <summary>Rules that hold for several kinds.</summary>
internal static class CommonRules
{
    /// <summary>
    /// Tools make anonymous versions by the thousand (<c>CliV2AnonymousEnvironment</c>, <c>facts/aml-rest.md</c> 1.3); nobody names them,
    /// so they are carried only when a mirrored asset does.
    /// </summary>
    public static AssetVerdict JudgeAnonymous(AssetDocument document, KindContext context) =>
        document.GetBoolean("properties", "isAnonymous") == true && !context.IsReferenced
            ? AssetVerdict.Skip("Anonymous", "The version is anonymous; it is mirrored when a mirrored asset refers to it.")
            : AssetVerdict.Mirror;
}
