using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Scenarios;

/// <summary>How a scenario went.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Passed">Whether every step passed and there was at least one.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Metrics">What was measured.</param>
public sealed record ScenarioReport(string Scenario, bool Passed, IReadOnlyList<ScenarioStep> Steps, JsonObject Metrics)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report as JSON: <c>{"scenario","passed","steps":[{"name","passed","detail","seconds"}],"metrics":{}}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
