using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Deployments of online and batch endpoints.</summary>
internal static class DeploymentForms
{
    private static readonly string[] Implied = ["location", "kind", "sku.name", "sku.tier", "identity.type"];

    private static readonly CliField[] Common =
    [
        new("properties.description", "description"), new("tags", "tags"), new("properties.properties", "properties"),
        new("properties.environmentId", "environment", Reference), new("properties.codeConfiguration.codeId", "code_configuration.code", Reference),
        new("properties.codeConfiguration.scoringScript", "code_configuration.scoring_script"),
    ];

    private static readonly CliField[] OnlineFields =
    [
        new("properties.endpointComputeType", "type", Lower), .. Common, new("properties.model", "model", Reference),
        new("properties.environmentVariables", "environment_variables"), new("properties.instanceType", "instance_type"),
        new("sku.capacity", "instance_count"), new("properties.modelMountPath", "model_mount_path"),
        new("properties.appInsightsEnabled", "app_insights_enabled"),
        new("properties.requestSettings.requestTimeout", "request_settings.request_timeout_ms", Milliseconds),
        new("properties.requestSettings.maxConcurrentRequestsPerInstance", "request_settings.max_concurrent_requests_per_instance"),
        new("properties.requestSettings.maxQueueWait", "request_settings.max_queue_wait_ms", Milliseconds),
        .. Probe("livenessProbe", "liveness_probe"), .. Probe("readinessProbe", "readiness_probe"),
        new("properties.scaleSettings.scaleType", "scale_settings.type", Snake), new("properties.scaleSettings.minInstances", "scale_settings.min_instances"),
        new("properties.scaleSettings.maxInstances", "scale_settings.max_instances"),
        new("properties.scaleSettings.pollingInterval", "scale_settings.polling_interval", Seconds),
        new("properties.scaleSettings.targetUtilizationPercentage", "scale_settings.target_utilization_percentage"),
        new("properties.dataCollector.rollingRate", "data_collector.rolling_rate", Lower),
        new("properties.dataCollector.requestLogging.captureHeaders", "data_collector.request_logging.capture_headers"),
    ];

    private static readonly CliForm Managed = new("az ml online-deployment create", "managedOnlineDeployment",
        [.. OnlineFields, new("properties.egressPublicNetworkAccess", "egress_public_network_access", Lower)])
    {
        Implied = Implied, Complete = CompleteOnline,
    };

    private static readonly CliForm Kubernetes = new("az ml online-deployment create", "kubernetesOnlineDeployment",
    [
        .. OnlineFields, new("properties.containerResourceRequirements.containerResourceRequests", "resources.requests"),
        new("properties.containerResourceRequirements.containerResourceLimits", "resources.limits"),
    ])
    {
        Implied = [.. Implied, "properties.egressPublicNetworkAccess"], Complete = CompleteOnline,
    };

    // Settings of their own for 'type: model' (reference-yaml-deployment-batch).
    private static readonly CliForm BatchModel = new("az ml batch-deployment create", "modelBatchDeployment",
    [
        .. Common, new("properties.compute", "compute", Name), new("properties.resources.instanceCount", "resources.instance_count"),
        new("properties.environmentVariables", "settings.environment_variables"), new("properties.miniBatchSize", "settings.mini_batch_size"),
        new("properties.maxConcurrencyPerInstance", "settings.max_concurrency_per_instance"),
        new("properties.errorThreshold", "settings.error_threshold"), new("properties.loggingLevel", "settings.logging_level", Lower),
        new("properties.outputAction", "settings.output_action", Snake), new("properties.outputFileName", "settings.output_file_name"),
        new("properties.retrySettings.maxRetries", "settings.retry_settings.max_retries"),
        new("properties.retrySettings.timeout", "settings.retry_settings.timeout", Seconds),
    ]) { Implied = [.. Implied, "sku.capacity"], Complete = CompleteBatchModel };

    private static readonly CliForm BatchPipeline = new("az ml batch-deployment create", "pipelineComponentBatchDeployment",
    [
        new("properties.description", "description"), new("tags", "tags"), new("properties.properties", "properties"),
        new("properties.deploymentConfiguration.componentId.assetId", "component", Reference),
        new("properties.deploymentConfiguration.settings", "settings", PipelineSettings.Convert),
    ])
    {
        Implied = [.. Implied, "sku.capacity", "properties.deploymentConfiguration.deploymentConfigurationType", "properties.deploymentConfiguration.componentId.referenceType"],
        Complete = (source, target) =>
        {
            target.Set("endpoint_name", source.Asset.Name);
            target.Set("type", "pipeline");
            target.Set("component", source.TakeText("properties.deploymentConfiguration.componentId") is { } id ? source.References.Spell(id) : null);
        },
    };

    public static CliForm Online(bool isOnKubernetes) => isOnKubernetes ? Kubernetes : Managed;

    public static CliForm Batch(bool isPipeline) => isPipeline ? BatchPipeline : BatchModel;

    private static CliField[] Probe(string from, string to) =>
    [
        new($"properties.{from}.initialDelay", $"{to}.initial_delay", Seconds), new($"properties.{from}.period", $"{to}.period", Seconds),
        new($"properties.{from}.timeout", $"{to}.timeout", Seconds), new($"properties.{from}.successThreshold", $"{to}.success_threshold"),
        new($"properties.{from}.failureThreshold", $"{to}.failure_threshold"),
    ];

    private static void CompleteOnline(CliSource source, CliTarget target)
    {
        target.Set("endpoint_name", source.Asset.Name);
        NoteVariables(target.Body["environment_variables"], source, target);
        if (source.Take("properties.dataCollector.collections") is JsonObject collections)
        {
            // Quoted: the CLI takes a text here.
            target.Set("data_collector.collections", Copy(collections, collection => new JsonObject
            {
                ["enabled"] = Text((collection as JsonObject)?["dataCollectionMode"]) == "Enabled" ? "true" : "false",
            }));
            target.Notes.Add("The data assets that the collector writes to are not named: the CLI makes them by endpoint and deployment.");
        }
    }

    // The values are the scoring code's business: they stay as they are.
    private static void NoteVariables(JsonNode? variables, CliSource source, CliTarget target)
    {
        foreach ((string name, JsonNode? value) in variables as JsonObject ?? [])
        {
            if (Text(value) is { } text && source.References.NamesWorkspace(text))
            {
                target.Notes.Add($"The variable {name} names the primary workspace: change its value.");
            }
        }
    }

    private static void CompleteBatchModel(CliSource source, CliTarget target)
    {
        target.Set("endpoint_name", source.Asset.Name);
        target.Set("type", "model");
        NoteVariables(target.Body["settings"]?["environment_variables"], source, target);
        if (source.Take("properties.model") is not JsonObject model)
        {
            return;
        }

        if (Text(model["assetId"]) is { } id)
        {
            target.Set("model", source.References.Spell(id));
        }
        else if (Text(model["path"]) is { } path)
        {
            string? store = Text(model["datastoreId"]) is { } datastore ? source.References.SpellName(datastore)["azureml:".Length..] : null;
            string? job = Text(model["jobId"]) is { } jobId ? source.References.SpellName(jobId)["azureml:".Length..] : null;
            target.Set("model.path", store is not null ? $"azureml://datastores/{store}/paths/{path}" : job is not null ? $"azureml://jobs/{job}/outputs/artifacts/paths/{path}" : path);
        }
    }
}
