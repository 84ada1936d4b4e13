using System.Collections.Frozen;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Comparing;

/// <summary>
/// The fields that hold a span of time in the spelling of ISO 8601, which has several spellings for one span. Source: AML REST 2024-04-01, the
/// properties of <c>"format": "duration"</c>; <c>startupProbe</c> and <c>idleTimeBeforeShutdown</c> from the types of 2025-12-01.
/// </summary>
public static class PublishedDurations
{
    private const string Job = "properties.action.jobDefinition";

    private static readonly FrozenDictionary<string, FieldPath[]> ByKind = new Dictionary<string, FieldPath[]>
    {
        [KindNames.OnlineDeployment] =
        [
            .. Paths(
                "properties.requestSettings.requestTimeout", "properties.requestSettings.maxQueueWait", "properties.scaleSettings.pollingInterval"),
            .. Probe("livenessProbe"), .. Probe("readinessProbe"), .. Probe("startupProbe"),
        ],
        [KindNames.BatchDeployment] = Paths("properties.retrySettings.timeout"),
        [KindNames.Compute] = Paths("properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown", "properties.properties.idleTimeBeforeShutdown"),
        [KindNames.Schedule] = Paths(
            $"{Job}.limits.timeout", $"{Job}.limits.trialTimeout", $"{Job}.taskDetails.limitSettings.timeout", $"{Job}.taskDetails.limitSettings.trialTimeout",
            $"{Job}.taskDetails.trainingSettings.ensembleModelDownloadTimeout", "properties.action.monitorDefinition.signals.**.windowSize",
            "properties.action.monitorDefinition.signals.**.windowOffset"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields of a kind.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <returns>The fields; none for a kind that has none.</returns>
    public static IReadOnlyList<FieldPath> Of(string kind) => ByKind.GetValueOrDefault(kind, []);

    private static FieldPath[] Probe(string name) => Paths($"properties.{name}.initialDelay", $"properties.{name}.period", $"properties.{name}.timeout");

    private static FieldPath[] Paths(params string[] texts) => [.. texts.Select(FieldPath.Of)];
}
