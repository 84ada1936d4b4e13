using AmlDr.Core.Assets;

namespace AmlDr.Azure.Mirroring;

/// <summary>Reads how far a resource is from its <c>properties.provisioningState</c>; none means that it is done (<c>facts/aml-rest.md</c> 1.6).</summary>
internal static class Provisioning
{
    private static readonly string[] Failures = ["Failed", "Canceled"];

    /// <summary>Says whether a resource is done and well.</summary>
    public static bool HasSucceeded(AssetDocument document) =>
        StateOf(document) is not { } state || string.Equals(state, "Succeeded", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says whether a resource's last write ended badly.</summary>
    public static bool HasFailed(AssetDocument document) => IsFailure(StateOf(document));

    /// <summary>Says whether a state or status is a bad end.</summary>
    public static bool IsFailure(string? state) => Failures.Contains(state, StringComparer.OrdinalIgnoreCase);

    /// <summary>The state as the service words it; null when it says none.</summary>
    public static string? StateOf(AssetDocument document) => document.GetString("properties", "provisioningState");
}
