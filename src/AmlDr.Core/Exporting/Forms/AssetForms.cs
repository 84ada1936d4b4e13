using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Models, data, environments, feature sets and their entities.</summary>
internal static class AssetForms
{
    public static CliForm Model { get; } = new("az ml model create", "model",
    [
        .. CommonForm.Described, new("properties.properties", "properties"), new("properties.modelType", "type", Lower),
        new("properties.modelUri", "path", Reference), new("properties.flavors", "flavors", Flavors),
    ]) { Complete = NoteJobOutput };

    public static CliForm Data { get; } = new("az ml data create", "data",
    [
        .. CommonForm.Described, new("properties.dataType", "type", Lower), new("properties.dataUri", "path", Reference),
    ]) { Implied = ["properties.referencedUris"] };

    public static CliForm Environment { get; } = new("az ml environment create", "environment",
    [
        .. CommonForm.Described, new("properties.properties", "properties"), new("properties.image", "image"),
        new("properties.build.dockerfilePath", "build.dockerfile_path"), new("properties.osType", "os_type", Lower),
        .. Route("livenessRoute", "liveness_route"), .. Route("readinessRoute", "readiness_route"), .. Route("scoringRoute", "scoring_route"),
    ]) { Complete = CompleteEnvironment };

    public static CliForm FeatureSet { get; } = new("az ml feature-set create", null,
    [
        .. CommonForm.Described, new("properties.properties", "properties"), new("properties.specification.path", "specification.path", Reference),
        new("properties.entities", "entities", Reference), new("properties.stage", "stage"),
        new("properties.materializationSettings.schedule.triggerType", "materialization_settings.schedule.type", Lower),
        new("properties.materializationSettings.schedule.frequency", "materialization_settings.schedule.frequency", Lower),
        new("properties.materializationSettings.schedule", "materialization_settings.schedule", SnakeNames),
        new("properties.materializationSettings.notification.emailOn", "materialization_settings.notification.email_on", Lower),
        new("properties.materializationSettings.notification.emails", "materialization_settings.notification.emails"),
        new("properties.materializationSettings.resource.instanceType", "materialization_settings.resource.instance_type"),
        new("properties.materializationSettings.sparkConfiguration", "materialization_settings.spark_configuration"),
    ]) { Complete = CompleteFeatureSet };

    public static CliForm FeatureStoreEntity { get; } = new("az ml feature-store-entity create", null,
    [
        .. CommonForm.Described, new("properties.properties", "properties"), new("properties.indexColumns", "index_columns", Columns),
        new("properties.stage", "stage"),
    ]);

    private static CliField[] Route(string from, string to) =>
    [
        new($"properties.inferenceConfig.{from}.port", $"inference_config.{to}.port"), new($"properties.inferenceConfig.{from}.path", $"inference_config.{to}.path"),
    ];

    private static void NoteJobOutput(CliSource source, CliTarget target)
    {
        if (Text(target.Body["path"]) is { } path && IsJobOutput(path))
        {
            target.Notes.Add($"The path '{path}' is in the output of a job, which stands in its own workspace only: name the place of the files instead.");
        }
    }

    private static bool IsJobOutput(string path) =>
        path.StartsWith("azureml://jobs/", StringComparison.OrdinalIgnoreCase) || path.StartsWith("runs:/", StringComparison.OrdinalIgnoreCase);

    // {"python_function": {"data": {…}}} is written without 'data'.
    private static JsonObject? Flavors(JsonNode value, CliSource source) =>
        value is JsonObject flavors ? Copy(flavors, flavor => (flavor as JsonObject)?["data"]?.DeepClone() ?? flavor.DeepClone()) : null;

    private static JsonArray? Columns(JsonNode value, CliSource source) => value is JsonArray columns
        ? new JsonArray([.. columns.OfType<JsonObject>().Select(column => new JsonObject
        {
            ["name"] = column["columnName"]?.DeepClone(),
            ["type"] = Text(column["dataType"])?.ToLowerInvariant(),
        })])
        : null;

    private static void CompleteEnvironment(CliSource source, CliTarget target)
    {
        if (source.TakeText("properties.condaFile") is { } conda)
        {
            string name = source.AttachmentName("conda");
            target.Attachments.Add(new CliAttachment(name, conda));
            target.Set("conda_file", name);
        }

        if (source.TakeText("properties.build.contextUri") is not { } context)
        {
            return;
        }

        if (context.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            target.Set("build.path", context);
            return;
        }

        // The CLI takes a folder of this machine or a web address, and nothing in a datastore.
        string folder = source.AttachmentName("context")[..^".yaml".Length];
        target.Set("build.path", folder);
        target.Notes.Add($"Before: download the build context {AssetNames.Printable(source.References.Spell(context))} to the folder '{folder}' next to this file.");
    }

    private static void CompleteFeatureSet(CliSource source, CliTarget target)
    {
        if (source.TakeText("properties.materializationSettings.storeType") is { } store)
        {
            target.Set("materialization_settings.offline_enabled", store.Contains("Offline", StringComparison.OrdinalIgnoreCase));
            target.Set("materialization_settings.online_enabled", store.Contains("Online", StringComparison.OrdinalIgnoreCase));
        }
    }
}
