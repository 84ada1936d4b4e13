using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Every published example of the kinds that are served is accepted as it is, and what it wrote is read back whole.</summary>
public sealed class PublishedExamplesTests(SimFixture sim) : IClassFixture<SimFixture>
{
    // Actions that are not simulated: they need an AML registry, an upload service or Spark.
    private static readonly string[] NotServed =
        ["publish.json", "package.json", "createOrGetStartPendingUpload.json", "backfill.json", "diagnose.json", "listNotebookAccessToken.json", "operationsList.json"];

    public static TheoryData<string> Kinds { get; } = new(
        "Workspace/ModelContainer", "Workspace/ModelVersion", "Workspace/EnvironmentContainer", "Workspace/EnvironmentVersion",
        "Workspace/DataContainer", "Workspace/DataVersionBase", "Workspace/CodeContainer", "Workspace/CodeVersion",
        "Workspace/ComponentContainer", "Workspace/ComponentVersion", "Workspace/FeaturesetContainer", "Workspace/FeaturesetVersion",
        "Workspace/FeaturestoreEntityContainer", "Workspace/FeaturestoreEntityVersion", "Schedule");

    [FactsTheory]
    [MemberData(nameof(Kinds))]
    public async Task Replay_ExamplesOfKind_AcceptedAndReadBackWhole(string folder)
    {
        string[] files = [.. PublishedExample.FilesOf(folder).Where(file => !NotServed.Contains(Path.GetFileName(file)))];
        PublishedExample creation = PublishedExample.Read(files[0]);

        int replayed = 0;
        foreach (PublishedExample example in files.Select(PublishedExample.Read))
        {
            if (example != creation && example.Method != "PUT")
                await PutAsync(creation, example);
            Answer answer = await SendAsync(example);
            AssertStatusPublished(example, answer);
            if (example.Method == "PUT")
                await AssertReadBackAsync(example);
            replayed++;
        }

        Assert.True(replayed >= 4, $"Only {replayed} examples were found for {folder}.");
    }

    [FactsTheory]
    [InlineData("AzureBlobWAccountKey")]
    [InlineData("AzureFileWAccountKey")]
    [InlineData("AzureDataLakeGen1WServicePrincipal")]
    [InlineData("AzureDataLakeGen2WServicePrincipal")]
    public async Task Replay_DatastoreExamples_AcceptedReadBackWithoutSecretsAndListedWithThem(string folder)
    {
        PublishedExample creation = PublishedExample.Read($"Datastore/{folder}/createOrUpdate.json");
        await SendAsync(PublishedExample.Read("Datastore/delete.json"));

        Answer created = await SendAsync(creation);
        AssertStatusPublished(creation, created);
        JsonObject read = (await sim.Arm.GetAsync(creation.Address("mlw-primary"))).Expect(HttpStatusCode.OK).Json;
        JsonNode published = creation.Responses["201"]!["body"]!["properties"]!;
        AssertContains(published, read["properties"], "properties");
        JsonObject secrets = (await SendAsync(PublishedExample.Read("Datastore/listSecrets.json"))).Expect(HttpStatusCode.OK).Json;

        Assert.True(JsonNode.DeepEquals(creation.Body!["properties"]!["credentials"]!["secrets"], secrets));
        Answer listed = await SendAsync(PublishedExample.Read("Datastore/list.json"));
        Assert.Single(listed.Expect(HttpStatusCode.OK).Json["value"]!.AsArray());
        (await SendAsync(PublishedExample.Read("Datastore/delete.json"))).Expect(HttpStatusCode.OK);
        (await SendAsync(PublishedExample.Read("Datastore/delete.json"))).Expect(HttpStatusCode.NoContent);
    }

    [FactsFact]
    public async Task Replay_WorkspaceExamples_AcceptedAndReadBackWhole()
    {
        PublishedExample creation = PublishedExample.Read("Workspace/create.json");
        PublishedExample update = PublishedExample.Read("Workspace/update.json");

        Answer accepted = await SendAsync(creation, workspace: null);
        Answer created = await sim.Arm.WaitAsync(accepted.Expect(HttpStatusCode.Accepted));
        AssertContains(creation.Body!, created.Expect(HttpStatusCode.OK).Json, string.Empty, except: ["identity"]);
        await sim.Arm.WaitAsync((await SendAsync(update, workspace: null)).Expect(HttpStatusCode.Accepted));
        JsonObject read = (await SendAsync(PublishedExample.Read("Workspace/get.json"), workspace: null)).Expect(HttpStatusCode.OK).Json;

        AssertContains(update.Body!["properties"]!, read["properties"], "properties");
        Assert.Equal("Succeeded", read["properties"]!["provisioningState"]!.ToString());
        Answer deleted = await SendAsync(PublishedExample.Read("Workspace/delete.json"), workspace: null);
        await sim.Arm.WaitAsync(deleted.Expect(HttpStatusCode.Accepted));
        (await SendAsync(PublishedExample.Read("Workspace/get.json"), workspace: null)).Expect(HttpStatusCode.NotFound, "ResourceNotFound");
    }

    private static void AssertStatusPublished(PublishedExample example, Answer answer)
    {
        string[] published = [.. example.Responses.Select(response => response.Key)];
        Assert.True(published.Contains(((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture)), $"{example.Method} {example.Template}: {(int)answer.Status} {answer.Text}");
    }

    /// <summary>Everything sent is there with the same value; the service may have added fields.</summary>
    private static void AssertContains(JsonNode sent, JsonNode? read, string path, params string[] except)
    {
        if (sent is JsonObject fields)
        {
            JsonObject held = Assert.IsType<JsonObject>(read);
            foreach ((string name, JsonNode? value) in fields.Where(field => !except.Contains(field.Key)))
            {
                Assert.True(held.ContainsKey(name), $"{path}.{name} is missing in {held.ToJsonString()}");
                if (value is null)
                    Assert.Null(held[name]);
                else
                    AssertContains(value, held[name], $"{path}.{name}");
            }

            return;
        }

        Assert.True(JsonNode.DeepEquals(sent, read), $"{path}: sent {sent.ToJsonString()}, read {read?.ToJsonString()}");
    }

    private async Task AssertReadBackAsync(PublishedExample example)
    {
        Answer read = await sim.Arm.GetAsync(example.Address("mlw-primary"));
        AssertContains(example.Body!, read.Expect(HttpStatusCode.OK).Json, string.Empty, except: []);
    }

    /// <summary>Makes the resource that another example speaks of, with the body of the creation's example.</summary>
    private async Task PutAsync(PublishedExample creation, PublishedExample other)
    {
        string address = creation.Address("mlw-primary");
        foreach ((string name, JsonNode? value) in other.Parameters.Where(parameter => creation.Template.Contains($"{{{parameter.Key}}}", StringComparison.Ordinal) && parameter.Key is "name" or "version"))
            address = address.Replace($"/{creation.Parameters[name]}", $"/{value}", StringComparison.Ordinal);
        Answer answer = await sim.Arm.PutAsync(address, creation.Body!.ToJsonString());
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Text);
        await WaitUntilSettledAsync(address);
    }

    private async Task<Answer> SendAsync(PublishedExample example, string? workspace = "mlw-primary")
    {
        Answer answer = await sim.Arm.SendAsync(new HttpMethod(example.Method), example.Address(workspace), example.Query(), example.Body?.ToJsonString());
        if (answer.Status == HttpStatusCode.Accepted && workspace is not null)
            await sim.Arm.WaitAsync(answer);
        else if (example.Method == "PUT" && workspace is not null)
            await WaitUntilSettledAsync(example.Address(workspace));
        return answer;
    }

    private Task WaitUntilSettledAsync(string address) => Eventually.IsTrue(
        () => sim.Azure.Resources.Get(address)?["properties"]?["provisioningState"]?.GetValueKind() != JsonValueKind.String
            || sim.Azure.Resources.Get(address)!["properties"]!["provisioningState"]!.ToString() == "Succeeded",
        $"{address} settles");
}
