using System.Globalization;

namespace AmlDr.Sandbox.Arm;

/// <summary>Which api-versions are accepted.</summary>
internal static class ApiVersions
{
    private static readonly Dictionary<string, string> Newest = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Storage"] = "2025-08-01",
        ["Microsoft.KeyVault"] = "2025-05-01",
        ["Microsoft.ContainerRegistry"] = "2025-11-01",
        ["Microsoft.Insights"] = "2020-02-02",
        ["Microsoft.Authorization"] = "2022-04-01",
        ["Microsoft.Network"] = "2025-05-01",
        ["Microsoft.DocumentDB"] = "2025-10-15",
        ["Microsoft.ContainerService"] = "2025-07-01",
        ["Microsoft.EventGrid"] = "2022-06-15",
        ["Microsoft.Cdn"] = "2024-02-01",
        ["Microsoft.ManagedIdentity"] = "2023-01-31",
    };

    /// <summary>Stable versions of Microsoft.MachineLearningServices; the first is what npm's client sends.</summary>
    public static IReadOnlyList<string> MachineLearning { get; } =
    [
        "2022-10-01", "2024-04-01", "2024-10-01", "2025-04-01", "2025-06-01", "2025-09-01", "2025-12-01", "2026-03-01", "2026-05-01",
    ];

    /// <summary>One version per other namespace, as <c>GET …/providers/{namespace}</c> lists it. Any stable date is accepted.</summary>
    public static string NewestOf(string provider) => Newest.GetValueOrDefault(provider, "2022-12-01");

    /// <summary>
    /// Only the AML versions are checked one by one: of the other providers the simulator serves single reads whose shape has not
    /// changed, and clients differ in the version they pin.
    /// </summary>
    public static void Check(string? provider, string? version)
    {
        if (string.IsNullOrEmpty(version))
            throw ArmException.Of(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        bool fits = ArmPath.Is(provider, "Microsoft.MachineLearningServices")
            ? MachineLearning.Contains(version, StringComparer.OrdinalIgnoreCase)
            : DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date.Year >= 2014;
        if (!fits)
        {
            string known = ArmPath.Is(provider, "Microsoft.MachineLearningServices") ? string.Join(",", MachineLearning) : "stable dates such as " + NewestOf(provider ?? string.Empty);
            throw ArmException.Of(400, "InvalidApiVersionParameter", $"The api-version '{version}' is invalid. The supported versions are '{known}'.");
        }
    }
}
