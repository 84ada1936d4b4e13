using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>
/// Every published example is accepted as it is, answered with a published status and schema, and what it wrote is read back whole. What
/// an example takes for granted (the resource it reads, the endpoint it deploys to) is made first, with the example that creates it.
/// </summary>
public sealed class PublishedExamplesTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Workspace = "mlw-primary";

    private const string IsolatedWorkspace = "mlw-secondary";

    // Where several examples create what another is about: the one that fits.
    private static readonly Dictionary<string, string> Creations = new(StringComparer.Ordinal)
    {
        ["Compute/listNodes.json"] = "Compute/createOrUpdate/AmlCompute.json",
        ["Compute/patch.json"] = "Compute/createOrUpdate/AmlCompute.json",
        ["Compute/start.json"] = "Compute/createOrUpdate/ComputeInstance.json",
        ["Compute/stop.json"] = "Compute/createOrUpdate/ComputeInstance.json",
        ["Compute/restart.json"] = "Compute/createOrUpdate/ComputeInstance.json",
    };

    // Examples of what is not simulated, with the reason.
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["DataReference/getBlobReferenceSAS.json"] = "asks for an address outside of any storage account that is simulated",
        ["Compute/createOrUpdate/KubernetesCompute.json"] = "contradicts its own schema: null as a quantity of a resource",
        ["Compute/get/KubernetesCompute.json"] = "as above",
    };

    // Never part of an answer: what a client sends in secret.
    private static readonly HashSet<string> Secret = ["keys", "credentials", "secrets", "adminUserPassword", "adminUserSshPublicKey"];

    // Sent in an example, but the service's own to say.
    private static readonly HashSet<string> ServiceSet = ["ManagedNetwork/createOrUpdateRule.json: .properties.status"];

    public static TheoryData<string> Folders { get; } = Facts.Root is null ? new("(no facts)") : new(PublishedExample.Folders());

    [FactsTheory]
    [MemberData(nameof(Folders))]
    public async Task Replay_ExamplesOfFolder_AcceptedAnsweredBySchemaAndReadBackWhole(string folder)
    {
        // The examples' size is retired by now; the region offers it nevertheless.
        sim.Azure.Capacity.SetSizes(
            WorldTopology.PrimaryRegion, [.. UsualSizes.All, new VirtualMachineSize { Name = "STANDARD_NC6", Family = "standardNCFamily", Cores = 6 }]);
        JsonObject isolated = sim.Azure.Resources.Get(sim.Arm.Secondary)!;
        isolated["properties"]!["managedNetwork"] = new JsonObject { ["isolationMode"] = "AllowOnlyApprovedOutbound" };
        sim.Azure.Resources.Put(sim.Arm.Secondary, isolated);
        string[] files = [.. PublishedExample.FilesOf(folder).Where(file => !LeftOut.ContainsKey(file))];
        Assert.True(files.Length > 0 || LeftOut.Keys.Any(file => file.StartsWith(folder, StringComparison.Ordinal)), $"No example in {folder}.");

        foreach (string file in files)
            await ReplayAsync(PublishedExample.Read(file));
    }

    [FactsFact]
    public void LeftOut_EveryEntry_NamesAnExampleThatExists() =>
        Assert.All(LeftOut.Keys, file => Assert.Contains(file, PublishedExample.Folders().SelectMany(PublishedExample.FilesOf)));

    [FactsTheory]
    [InlineData("AzureBlobWAccountKey")]
    [InlineData("AzureFileWAccountKey")]
    [InlineData("AzureDataLakeGen1WServicePrincipal")]
    [InlineData("AzureDataLakeGen2WServicePrincipal")]
    public async Task ListSecrets_AfterExampleOfDatastore_TellsWhatWasSent(string folder)
    {
        PublishedExample creation = PublishedExample.Read($"Datastore/{folder}/createOrUpdate.json");
        string address = creation.Address(Workspace).Replace("/datastores/string", "/datastores/" + folder, StringComparison.Ordinal);

        (await sim.Arm.PutAsync(address, creation.Body!.ToJsonString())).Expect(HttpStatusCode.Created);

        JsonObject secrets = (await sim.Arm.PostAsync(address + "/listSecrets")).Expect(HttpStatusCode.OK).Json;
        Assert.True(JsonNode.DeepEquals(creation.Body["properties"]!["credentials"]!["secrets"], secrets), secrets.ToJsonString());
    }

    private static void AssertStatusPublished(PublishedExample example, Answer answer)
    {
        string[] published = [.. example.Responses.Select(response => response.Key)];
        string status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        Assert.True(published.Contains(status), $"{example.File}: {example.Method} {example.Template}: {status} {answer.Text}");
    }

    /// <summary>Everything sent is there with the same value; the service may have added fields.</summary>
    private static void AssertContains(JsonNode sent, JsonNode? read, string path)
    {
        if (sent is JsonObject fields)
        {
            Assert.True(read is JsonObject, $"{path}: sent {sent.ToJsonString()}, read {read?.ToJsonString()}");
            foreach ((string name, JsonNode? value) in fields.Where(field => !Secret.Contains(field.Key) && !ServiceSet.Contains($"{path}.{field.Key}")))
            {
                Assert.True(read!.AsObject().ContainsKey(name), $"{path}.{name} is missing in {read.ToJsonString()}");
                if (value is null)
                    Assert.Null(read[name]);
                else
                    AssertContains(value, read[name], $"{path}.{name}");
            }

            return;
        }

        Assert.True(JsonNode.DeepEquals(sent, read), $"{path}: sent {sent.ToJsonString()}, read {read?.ToJsonString()}");
    }

    private async Task ReplayAsync(PublishedExample example)
    {
        string? workspace = example.IsAboutWorkspaces ? null : example.File.StartsWith("ManagedNetwork/", StringComparison.Ordinal) ? IsolatedWorkspace : Workspace;
        string address = example.Address(workspace);
        await PrepareAsync(example, workspace);

        Answer answer = await sim.Arm.SendAsync(new HttpMethod(example.Method), address, example.Query(), example.Body?.ToJsonString());

        AssertStatusPublished(example, answer);
        if (answer.Status == HttpStatusCode.Accepted && answer.Header("Location") is not null)
        {
            Answer end = await sim.Arm.WaitAsync(answer);
            Assert.True((int)end.Status < 300, $"{example.File}: ended with {(int)end.Status} {end.Text}");
        }

        if (example.Method != "PUT")
            return;
        await WaitUntilSettledAsync(address);
        AssertContains(example.Body!, (await sim.Arm.GetAsync(address)).Expect(HttpStatusCode.OK).Json, example.File + ": ");
    }

    /// <summary>Makes what the example stands in, and, unless it creates it, what it is about.</summary>
    private async Task PrepareAsync(PublishedExample example, string? workspace)
    {
        bool isList = !example.ResourceTemplate.Equals(example.Template, StringComparison.Ordinal) && example.Method == "GET";
        string resource = example.Address(workspace, example.ResourceTemplate);
        foreach (string parent in PublishedExample.AncestorsOf(resource).Where(parent => sim.Azure.Resources.Get(parent) is null))
            sim.Azure.Resources.Put(parent, Parent());
        if (example.Template.EndsWith("/publish", StringComparison.Ordinal))
            sim.Azure.Resources.Put($"{WorldTopology.ResourceGroupId}/providers/Microsoft.MachineLearningServices/registries/{example.Body!["registryName"]}", Parent());
        // Clients cannot make features.
        if (example.File == "Feature/get.json")
            sim.Azure.Resources.Put(resource, new JsonObject { ["properties"] = new JsonObject { ["featureName"] = "string", ["dataType"] = "String" } });
        PublishedExample? creation = Creations.TryGetValue(example.File, out string? file) ? PublishedExample.Read(file) : PublishedExample.CreationOf(example);
        if (creation is null || example.IsAboutPrimaryWorkspace(workspace))
            return;
        sim.Azure.Resources.Remove(resource);
        if (example.Method == "PUT")
            return;
        Answer created = await sim.Arm.PutAsync(resource, creation.Body!.ToJsonString());
        Assert.True((int)created.Status is 200 or 201 or 202, $"{example.File}, prepared by {creation.File}: {created.Text}");
        if (created.Header("Location") is not null || created.Header("Azure-AsyncOperation") is not null)
            await sim.Arm.WaitAsync(created);
        await WaitUntilSettledAsync(resource);
        Assert.True(isList || sim.Azure.Resources.Get(resource) is not null, $"{resource} is not there.");
    }

    /// <summary>A body that will do for whatever others stand in.</summary>
    private static JsonObject Parent() => new()
    {
        ["location"] = "string",
        ["properties"] = new JsonObject
        {
            ["authMode"] = "Key",
            ["dataType"] = "uri_file",
            ["regionDetails"] = new JsonArray(new JsonObject
            {
                ["location"] = "westeurope",
                ["storageAccountDetails"] = new JsonArray(new JsonObject
                {
                    ["systemCreatedStorageAccount"] = new JsonObject { ["storageAccountName"] = "registryaccount", ["storageAccountType"] = "Standard_LRS" },
                }),
            }),
        },
    };

    private Task WaitUntilSettledAsync(string address) => Eventually.IsTrue(
        () => sim.Azure.Resources.Get(address)?["properties"]?["provisioningState"]?.ToString() is null or "Succeeded", $"{address} settles");
}
