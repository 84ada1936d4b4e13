using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Catalog;
using AmlDr.Core.Exporting;
using AmlDr.Core.Kinds;
using AmlDr.Core.Policies;
using AmlDr.Core.Tests.Kinds;

namespace AmlDr.Core.Tests.Exporting;

/// <summary>
/// Every sample of every kind, as its file says it. The folder <c>Expected</c> holds body, notes and files beside it; run with
/// <c>AMLDR_WRITE_EXPECTED=1</c> to write it anew in the source tree, and read the difference.
/// </summary>
public class CliExporterTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What azure-ai-ml takes at the top of a file; it refuses every other field. Source: its schemas, and the YAML reference of the CLI (v2).
    private static readonly Dictionary<string, string> Accepted = new()
    {
        ["az ml model create"] = "$schema name version type path description properties tags flavors stage",
        ["az ml data create"] = "$schema name version type path description tags properties",
        ["az ml environment create"] = "$schema name version description tags properties image conda_file build os_type inference_config",
        ["az ml component create"] =
            "$schema type name version display_name description tags inputs outputs code environment environment_variables command resources distribution "
            + "limits is_deterministic jobs settings",
        ["az ml feature-set create"] = "$schema name version description tags properties specification entities stage materialization_settings",
        ["az ml feature-store-entity create"] = "$schema name version description tags properties index_columns stage",
        ["az ml datastore create"] =
            "$schema type name description tags account_name container_name file_share_name filesystem store_name endpoint protocol credentials "
            + "one_lake_workspace_name artifact",
        ["az ml compute create"] =
            "$schema type name description location size tier min_instances max_instances idle_time_before_scale_down ssh_public_access_enabled "
            + "ssh_settings network_settings identity enable_node_public_ip",
        ["az ml compute attach"] = "$schema type name description location resource_id namespace properties identity",
        ["az ml online-endpoint create"] =
            "$schema name description tags properties auth_mode identity location public_network_access compute traffic mirror_traffic",
        ["az ml batch-endpoint create"] = "$schema name description tags properties auth_mode identity location defaults",
        ["az ml online-deployment create"] =
            "$schema type name endpoint_name description tags properties model code_configuration environment environment_variables app_insights_enabled "
            + "scale_settings request_settings liveness_probe readiness_probe instance_count instance_type model_mount_path data_collector "
            + "egress_public_network_access resources",
        ["az ml batch-deployment create"] =
            "$schema type name endpoint_name description tags properties model code_configuration environment compute resources settings component",
        ["az ml schedule create"] = "$schema name display_name description tags properties trigger create_job",
        ["az ml connection create"] = "$schema name type target credentials tags is_shared azure_endpoint api_version open_ai_resource_id api_key",
        ["az ml serverless-endpoint create"] = "$schema name model_id tags",
        ["az ml marketplace-subscription create"] = "$schema name model_id",
    };

    public static TheoryData<string> Samples() => [.. KindSample.Files];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Export_AnySample_IsAsExpected(string file)
    {
        JsonObject actual = Describe(Export(KindSample.Read(file)));
        string name = Path.Combine("Exporting", "Expected", file + ".json");
        if (Environment.GetEnvironmentVariable("AMLDR_WRITE_EXPECTED") == "1")
        {
            File.WriteAllText(Path.Combine(ProjectFolder(), name), actual.ToJsonString(Readable) + "\n");
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name)).TrimEnd(), actual.ToJsonString(Readable));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Export_AnySample_HoldsNoSecretAndOnlyFieldsThatTheCliTakes(string file)
    {
        CliDocument document = Export(KindSample.Read(file));

        Assert.DoesNotContain("canary", Describe(document).ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(document.Body is null, document.Reason is null);
        if (document.Body is not null)
        {
            Assert.Subset(Accepted[document.Command!].Split(' ').ToHashSet(), document.Body.Select(member => member.Key).ToHashSet());
            Assert.DoesNotContain("/workspaces/mlw-west/", document.Body.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Samples_CoverEveryKindThatHasAForm() =>
        Assert.Equal(
            KindCatalog.CreateDefault().All.Select(kind => kind.Name).Where(name => name != KindNames.Code).Order(),
            KindSample.Files.Select(KindSample.Read).Where(sample => Export(sample).Body is not null).Select(sample => sample.Asset.Kind).Distinct().Order());

    [Theory]
    [InlineData(KindNames.Code, """{}""", "local files")]
    [InlineData(KindNames.Environment, """{"isAnonymous":true}""", "anonymous")]
    [InlineData(KindNames.Compute, """{"computeType":"ComputeInstance"}""", "'ComputeInstance'")]
    [InlineData(KindNames.Connection, """{"category":"Serp"}""", "'Serp'")]
    [InlineData(KindNames.Datastore, """{"datastoreType":"Hdfs"}""", "'Hdfs'")]
    [InlineData(KindNames.Schedule, """{"action":{"actionType":"CreateJob","jobDefinition":{"jobType":"AutoML"}}}""", "neither a command nor a pipeline")]
    public void Export_WhatTheCliCannotCreate_SaysWhy(string kind, string properties, string reason)
    {
        CliDocument document = Export(kind, properties);

        Assert.Null(document.Body);
        Assert.Contains(reason, document.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_DatastoreOfEveryWorkspace_IsNotCreated() =>
        Assert.Contains("from the start", Export(new AssetId(KindNames.Datastore, "workspaceblobstore", ""), """{"datastoreType":"AzureBlob"}""").Reason, StringComparison.Ordinal);

    [Fact]
    public void Export_SecretVariable_IsLeftOutAndNoted()
    {
        CliDocument document = Export(
            KindNames.OnlineDeployment, """{"endpointComputeType":"Managed","environmentVariables":{"API_KEY":"canary","MODE":"full"}}""");

        Assert.Equal("""{"MODE":"full"}""", document.Body!["environment_variables"]!.ToJsonString());
        Assert.Contains("Secret left out: /properties/environmentVariables/API_KEY", document.Notes);
    }

    [Theory]
    [InlineData("PT1M", 60000)]
    [InlineData("PT0.5S", 500)]
    [InlineData("P1DT1S", 86401000)]
    public void Export_Duration_IsMilliseconds(string duration, long expected)
    {
        CliDocument document = Export(
            KindNames.OnlineDeployment, $"{{\"endpointComputeType\":\"Managed\",\"requestSettings\":{{\"requestTimeout\":\"{duration}\"}}}}");

        Assert.Equal(expected, (long)document.Body!["request_settings"]!["request_timeout_ms"]!);
    }

    [Theory]
    [InlineData("azureml:churn:7", "azureml:churn:7")]
    [InlineData("azureml:churn@latest", "azureml:churn@latest")]
    [InlineData("azureml://registries/azureml/models/m/versions/1", "azureml://registries/azureml/models/m/versions/1")]
    [InlineData("/subscriptions/x/resourceGroups/y/providers/Microsoft.MachineLearningServices/workspaces/other/models/m/versions/1", "azureml:/subscriptions/x/resourceGroups/y/providers/Microsoft.MachineLearningServices/workspaces/other/models/m/versions/1")]
    public void Export_Reference_MeansTheSame(string model, string expected) =>
        Assert.Equal(expected, (string?)Export(KindNames.OnlineDeployment, $"{{\"endpointComputeType\":\"Managed\",\"model\":\"{model}\"}}").Body!["model"]);

    private static CliDocument Export(KindSample sample) => Export(sample.Asset, sample.Document);

    private static CliDocument Export(string kind, string properties) =>
        Export(new AssetId(kind, "name", ConformancePair.Kinds[kind].Shape is KindShape.Named ? "" : "1"), properties);

    private static CliDocument Export(AssetId asset, string properties) =>
        Export(asset, new AssetDocument(new JsonObject { ["properties"] = JsonNode.Parse(properties) }));

    private static CliDocument Export(AssetId asset, AssetDocument document)
    {
        IAssetKind kind = ConformancePair.Kinds[asset.Kind];
        return CliExporter.Export(
            asset, CatalogSecrets.Extract(document, kind, new SecretPolicy()), kind, TestPair.Context.Primary,
            asset.Version.Length == 0 ? asset.Name : asset.Version);
    }

    private static JsonObject Describe(CliDocument document) => new()
    {
        ["command"] = document.Command,
        ["reason"] = document.Reason,
        ["notes"] = new JsonArray([.. document.Notes.Select(note => JsonValue.Create(note))]),
        ["body"] = document.Body?.DeepClone(),
        ["attachments"] = new JsonObject(document.Attachments.Select(file =>
            KeyValuePair.Create(file.Name, file.Text is null ? file.Body?.DeepClone() : JsonValue.Create(file.Text)))),
    };

    private static string ProjectFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AmlDr.Core.Tests.csproj")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
