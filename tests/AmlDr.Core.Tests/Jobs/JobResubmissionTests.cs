using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Jobs;
using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Tests.Jobs;

public class JobResubmissionTests
{
    private const string Name = "strong_leaf_abc123";

    [Fact]
    public void Prepare_CommandJob_ReferencesComputeAndInputsAreTheSecondarys()
    {
        JobSubmission job = Prepare($$"""
            {
              "jobType": "Command", "command": "python train.py --from {{TestPair.PrimaryId}}", "displayName": "nightly",
              "environmentId": "{{TestPair.PrimaryId}}/environments/sklearn/versions/7",
              "codeId": "{{TestPair.PrimaryId}}/codes/c1/versions/1",
              "computeId": "{{TestPair.PrimaryId}}/computes/cpu",
              "inputs": { "d": { "jobInputType": "uri_folder", "uri": "azureml://subscriptions/{{TestPair.Subscription}}/resourcegroups/rg-west/workspaces/mlw-west/datastores/workspaceblobstore/paths/d" } },
              "resources": { "instanceType": "Standard_DS3_v2", "instanceCount": 1 }
            }
            """, new PairPolicy { Maps = new PolicyMaps { Computes = Map("cpu", "cpu-north"), Sizes = Map("Standard_DS3_v2", "Standard_DS3_v5") } });

        Assert.True(job.CanBeSubmitted);
        JsonNode properties = job.Body["properties"]!;
        Assert.Equal($"{TestPair.SecondaryId}/environments/sklearn/versions/7", (string?)properties["environmentId"]);
        Assert.Equal($"{TestPair.SecondaryId}/codes/c1/versions/1", (string?)properties["codeId"]);
        Assert.Equal($"{TestPair.SecondaryId}/computes/cpu-north", (string?)properties["computeId"]);
        Assert.Contains("/resourcegroups/rg-north/workspaces/mlw-north/datastores/", (string?)properties["inputs"]!["d"]!["uri"], StringComparison.Ordinal);
        Assert.Equal("Standard_DS3_v5", (string?)properties["resources"]!["instanceType"]);
        Assert.EndsWith(TestPair.PrimaryId, (string?)properties["command"], StringComparison.Ordinal);
        Assert.Equal("nightly", (string?)properties["displayName"]);
    }

    [Fact]
    public void Prepare_WhatTheServiceWrote_IsDroppedAndWhatTheUserWroteStays()
    {
        JsonObject properties = Prepare("""
            {
              "jobType": "Command", "command": "c", "environmentId": "azureml:e:1", "status": "Running", "parameters": {"a": "1"},
              "properties": { "_azureml.ComputeTargetType": "amlctrain", "azureml.git.branch": "main", "mine": "stays" },
              "services": {
                "Tracking": { "jobServiceType": "Tracking", "endpoint": "azureml://westeurope.api.azureml.ms/x" },
                "Studio": { "jobServiceType": "Studio", "endpoint": "https://ml.azure.com/runs/x" },
                "lab": { "jobServiceType": "JupyterLab", "status": "Running", "endpoint": "https://lab.westeurope", "errorMessage": "no", "nodes": { "nodesValueType": "All" } }
              },
              "tags": { "team": "fraud" }
            }
            """).Body["properties"]!.AsObject();

        Assert.DoesNotContain("status", properties);
        Assert.DoesNotContain("parameters", properties);
        Assert.Equal("""{"mine":"stays"}""", properties["properties"]!.ToJsonString());
        Assert.Equal("""{"lab":{"jobServiceType":"JupyterLab","nodes":{"nodesValueType":"All"}}}""", properties["services"]!.ToJsonString());
        Assert.Equal("fraud", (string?)properties["tags"]!["team"]);
        Assert.Equal(Name, (string?)properties["tags"]![JobResubmission.SourceTag]);
    }

    [Theory]
    [InlineData("azureml://jobs/earlier_job/outputs/model/paths/m", "JobOutput")]
    [InlineData("runs:/earlier_job/model", "JobOutput")]
    [InlineData("azureml://datastores", "UnknownReference")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/other/data/d/versions/1", "ForeignWorkspace")]
    public void Prepare_InputThatOnlyThePrimaryHas_IsListedWithTheReason(string uri, string code)
    {
        JobSubmission job = Prepare($$"""
            { "jobType": "Command", "command": "c", "environmentId": "azureml:e:1", "inputs": { "d": { "jobInputType": "uri_folder", "uri": "{{uri}}" } } }
            """);

        Assert.False(job.CanBeSubmitted);
        Finding finding = Assert.Single(job.Findings);
        Assert.Equal((code, "properties.inputs.d.uri", uri), (finding.Code, finding.Field, finding.Value));
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void Prepare_PipelineClonedFromAnother_GoesWithoutItsOriginal()
    {
        JobSubmission job = Prepare($$$"""
            {
              "jobType": "Pipeline", "sourceJobId": "{{{TestPair.PrimaryId}}}/jobs/original",
              "jobs": { "step": { "type": "command", "componentId": "{{{TestPair.PrimaryId}}}/components/train/versions/2", "computeId": "azureml:cpu", "inputs": { "x": { "job_input_type": "literal", "value": "${{parent.inputs.x}}" } } } }
            }
            """);

        Assert.True(job.CanBeSubmitted);
        JsonObject properties = job.Body["properties"]!.AsObject();
        Assert.DoesNotContain("sourceJobId", properties);
        Assert.Equal($"{TestPair.SecondaryId}/components/train/versions/2", (string?)properties["jobs"]!["step"]!["componentId"]);
        Assert.Equal("${{parent.inputs.x}}", (string?)properties["jobs"]!["step"]!["inputs"]!["x"]!["value"]);
    }

    [Fact]
    public void Prepare_PipelineWithNothingButItsOriginal_IsRefused()
    {
        JobSubmission job = Prepare($$"""{ "jobType": "Pipeline", "sourceJobId": "{{TestPair.PrimaryId}}/jobs/original" }""");

        Assert.Equal(["Job", "IncompleteSpecification"], job.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Prepare_Outputs_PlaceThatTheServiceChoseIsDroppedAndTheUsersStays()
    {
        JsonNode outputs = Prepare($$"""
            {
              "jobType": "Command", "command": "c", "environmentId": "azureml:e:1",
              "outputs": {
                "default": { "jobOutputType": "uri_folder", "uri": "azureml://datastores/workspaceartifactstore/ExperimentRun/dcid.{{Name}}" },
                "chosen": { "jobOutputType": "uri_folder", "uri": "azureml://datastores/workspaceblobstore/paths/azureml/{{Name}}/chosen/" },
                "mine": { "jobOutputType": "uri_folder", "uri": "azureml://datastores/workspaceblobstore/paths/results/", "mode": "Upload" }
              }
            }
            """).Body["properties"]!["outputs"]!;

        Assert.Equal("""{"jobOutputType":"uri_folder"}""", outputs["default"]!.ToJsonString());
        Assert.Equal("""{"jobOutputType":"uri_folder"}""", outputs["chosen"]!.ToJsonString());
        Assert.Equal("azureml://datastores/workspaceblobstore/paths/results/", (string?)outputs["mine"]!["uri"]);
    }

    [Fact]
    public void Prepare_ManagedIdentity_IsMappedOrRefused()
    {
        const string body = """
            { "jobType": "Command", "command": "c", "environmentId": "azureml:e:1", "identity": { "identityType": "Managed", "clientId": "id-west" } }
            """;

        Assert.Equal("UnmappedResource", Assert.Single(Prepare(body).Findings).Code);
        JobSubmission mapped = Prepare(body, new PairPolicy { Maps = new PolicyMaps { Identities = Map("id-west", "id-north") } });
        Assert.Equal("id-north", (string?)mapped.Body["properties"]!["identity"]!["clientId"]);
        Assert.True(mapped.CanBeSubmitted);
    }

    [Fact]
    public void Prepare_Name_IsNewTheSameForAnOperationAndNeverTooLong()
    {
        AssetDocument job = Document("""{ "jobType": "Command", "command": "c", "environmentId": "azureml:e:1" }""");

        string first = JobResubmission.Prepare(Name, job, TestPair.Context, "f1").Name;

        Assert.Equal(first, JobResubmission.Prepare(Name, job, TestPair.Context, "f1").Name);
        Assert.NotEqual(first, JobResubmission.Prepare(Name, job, TestPair.Context, "f2").Name);
        Assert.StartsWith(Name, first, StringComparison.Ordinal);
        Assert.NotEqual(Name, first);
        Assert.Equal(255, JobResubmission.Prepare(new string('n', 255), job, TestPair.Context, "f1").Name.Length);
        Assert.Matches("^[a-zA-Z0-9][a-zA-Z0-9\\-_]{0,254}$", first);
    }

    [Fact]
    public void Prepare_Document_IsLeftAsItIs()
    {
        AssetDocument job = Document($$"""{ "jobType": "Command", "command": "c", "environmentId": "{{TestPair.PrimaryId}}/environments/e/versions/1", "status": "Running" }""");
        string before = job.CloneNode().ToJsonString();

        JobResubmission.Prepare(Name, job, TestPair.Context, "f1");

        Assert.Equal(before, job.CloneNode().ToJsonString());
    }

    [Fact]
    public void FindObstacles_AddressWithAPassword_IsNotQuoted()
    {
        Finding finding = Assert.Single(JobResubmission.FindObstacles(Name, Document("""
            { "jobType": "Command", "command": "c", "environmentId": "azureml:e:1", "inputs": { "d": { "jobInputType": "uri_file", "uri": "azureml://user:canary@x" } } }
            """), TestPair.Context));

        Assert.Equal("properties.inputs.d.uri", finding.Field);
        Assert.DoesNotContain("canary", finding.ToString(), StringComparison.Ordinal);
    }

    private static JobSubmission Prepare(string properties, PairPolicy? policy = null) =>
        JobResubmission.Prepare(Name, Document(properties), TestPair.Context with { Policy = policy ?? PairPolicy.Default }, "failover-1");

    private static AssetDocument Document(string properties) => new(new JsonObject
    {
        ["id"] = $"{TestPair.PrimaryId}/jobs/{Name}", ["name"] = Name, ["type"] = "Microsoft.MachineLearningServices/workspaces/jobs",
        ["properties"] = JsonNode.Parse(properties),
    });

    private static Dictionary<string, string> Map(string from, string to) => new() { [from] = to };
}
