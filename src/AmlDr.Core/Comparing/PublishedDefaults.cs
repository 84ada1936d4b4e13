using System.Collections.Frozen;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Comparing;

/// <summary>
/// The defaults that a comparison takes for the same as no value: those of the kinds' own bodies. Source: AML REST 2024-04-01, the keyword
/// <c>default</c> of each property (machine-readable: <c>facts/openapi/derived/field-flags-2024-04-01.json</c>); a test holds the two equal. What
/// stands inside of a component's specification or of an endpoint's invocation is the user's own text, and nothing of it is left out.
/// </summary>
public static class PublishedDefaults
{
    private const string Job = "properties.action.jobDefinition";
    private static readonly PublishedDefault Archived = new(FieldPath.Of("properties.isArchived"), "AssetBase", "false");
    private static readonly PublishedDefault Anonymous = new(FieldPath.Of("properties.isAnonymous"), "AssetBase", "false");
    private static readonly PublishedDefault DataAccess = Of("properties.serviceDataAccessAuthIdentity", "AzureBlobDatastore", "\"None\"");

    private static readonly FrozenDictionary<string, PublishedDefault[]> ByKind = new Dictionary<string, PublishedDefault[]>
    {
        [KindNames.Model] = [Archived, Anonymous],
        [KindNames.Data] = [Archived, Anonymous],
        [KindNames.Code] = [Archived, Anonymous],
        [KindNames.Component] = [Archived, Anonymous],
        [KindNames.FeatureStoreEntity] = [Archived, Anonymous],
        [KindNames.FeatureSet] =
        [
            Archived, Anonymous, Of("properties.materializationSettings.storeType", "MaterializationSettings", "\"None\""),
        ],
        [KindNames.Environment] =
        [
            Archived, Anonymous, Of("properties.osType", "EnvironmentVersion", "\"Linux\""),
            Of("properties.autoRebuild", "EnvironmentVersion", "\"Disabled\""), Of("properties.build.dockerfilePath", "BuildContext", "\"Dockerfile\""),
        ],
        [KindNames.Datastore] = [DataAccess],
        [KindNames.OnlineEndpoint] = [Of("properties.publicNetworkAccess", "OnlineEndpoint", "\"Enabled\"")],
        [KindNames.OnlineDeployment] =
        [
            Of("properties.appInsightsEnabled", "OnlineDeployment", "false"),
            Of("properties.egressPublicNetworkAccess", "OnlineDeployment", "\"Enabled\""),
            Of("properties.requestSettings.maxConcurrentRequestsPerInstance", "OnlineRequestSettings", "1"),
            Of("properties.requestSettings.maxQueueWait", "OnlineRequestSettings", "\"PT0.5S\""),
            Of("properties.requestSettings.requestTimeout", "OnlineRequestSettings", "\"PT5S\""),
            .. Probe("livenessProbe"), .. Probe("readinessProbe"), .. Probe("startupProbe"), .. Scale(),
            Of("properties.dataCollector.rollingRate", "DataCollector", "\"Hour\""),
            Of("properties.dataCollector.collections.*.dataCollectionMode", "Collection", "\"Disabled\""),
            Of("properties.dataCollector.collections.*.samplingRate", "Collection", "1"),
        ],
        [KindNames.BatchDeployment] =
        [
            Of("properties.errorThreshold", "BatchDeployment", "-1"), Of("properties.loggingLevel", "BatchDeployment", "\"Info\""),
            Of("properties.maxConcurrencyPerInstance", "BatchDeployment", "1"), Of("properties.miniBatchSize", "BatchDeployment", "10"),
            Of("properties.outputAction", "BatchDeployment", "\"AppendRow\""), Of("properties.outputFileName", "BatchDeployment", "\"predictions.csv\""),
            Of("properties.retrySettings.maxRetries", "BatchRetrySettings", "3"), Of("properties.retrySettings.timeout", "BatchRetrySettings", "\"PT30S\""),
            Of("properties.resources.instanceCount", "DeploymentResourceConfiguration", "1"),
        ],
        [KindNames.Compute] =
        [
            Own("osType", "AmlComputeProperties", "\"Linux\"", "AmlCompute"), Own("remoteLoginPortPublicAccess", "AmlComputeProperties", "\"NotSpecified\"", "AmlCompute"),
            Own("enableNodePublicIp", "AmlComputeProperties", "true", "AmlCompute"),
            Of("properties.properties.scaleSettings.minNodeCount", "ScaleSettings", "0"), Own("namespace", "KubernetesProperties", "\"default\"", "Kubernetes"),
        ],
        [KindNames.Schedule] =
        [
            Of("properties.isEnabled", "Schedule", "true"), Of("properties.trigger.timeZone", "TriggerBase", "\"UTC\""),
            Of($"{Job}.experimentName", "JobBase", "\"Default\""), Of($"{Job}.isArchived", "JobBase", "false"),
        ],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The defaults of a kind.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <returns>The defaults; none for a kind that has none.</returns>
    public static IReadOnlyList<PublishedDefault> Of(string kind) => ByKind.GetValueOrDefault(kind, []);

    private static PublishedDefault Of(string path, string definition, string value) => new(FieldPath.Of(path), definition, value);

    private static IEnumerable<PublishedDefault> Probe(string name) =>
    [
        Of($"properties.{name}.failureThreshold", "ProbeSettings", "30"), Of($"properties.{name}.successThreshold", "ProbeSettings", "1"),
        Of($"properties.{name}.period", "ProbeSettings", "\"PT10S\""), Of($"properties.{name}.timeout", "ProbeSettings", "\"PT2S\""),
    ];

    private static IEnumerable<PublishedDefault> Scale() =>
    [
        When("maxInstances", "1"), When("minInstances", "1"), When("pollingInterval", "\"PT1S\""), When("targetUtilizationPercentage", "70"),
    ];

    private static PublishedDefault When(string property, string value) =>
        new(FieldPath.Of($"properties.scaleSettings.{property}"), "TargetUtilizationScaleSettings", value, "scaleType", "TargetUtilization");

    // The type stands one level above what it decides about.
    private static PublishedDefault Own(string property, string definition, string value, string computeType) =>
        new(FieldPath.Of($"properties.properties.{property}"), definition, value, "^computeType", computeType);
}
