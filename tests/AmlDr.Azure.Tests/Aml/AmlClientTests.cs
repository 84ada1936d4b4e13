using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using AmlDr.Sandbox.Hosting;

namespace AmlDr.Azure.Tests.Aml;

public class AmlClientTests : SimulatorTest
{
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    private AmlClient Client => Sim.Get<AmlClient>();

    private protected override SimulatedAzureOptions Options => new()
    {
        PageSizes = new Dictionary<string, int> { ["models"] = 2, ["models/versions"] = 2 },
    };

    [Fact]
    public async Task TryGetVersionAsync_Existing_GivesTheDocumentWithFieldsThatNobodyKnows()
    {
        Sim.RegisterInPrimary(Documents.ModelId(), Documents.Model(Sim.BlobStoreUri("m")));

        AssetDocument document = (await Client.TryGetVersionAsync(Primary, Documents.ModelId(), None))!;

        Assert.Equal("1", document.ResourceName);
        Assert.Equal("100 %", document.GetString("properties", "tags", "größe"));
        Assert.True(document.TryGet(["properties", "fieldOfTomorrow"], out JsonNode? unknown));
        Assert.Equal("""{"kept":[1,2.50,null,"ä"]}""", unknown.ToJsonString(Relaxed));
        Assert.NotNull(document.LastModifiedAt);
    }

    [Theory]
    [InlineData("churn", "2")]
    [InlineData("other", "1")]
    public async Task TryGetVersionAsync_Missing_GivesNullAfterOneCall(string name, string version)
    {
        Sim.RegisterInPrimary(Documents.ModelId(), Documents.Model(Sim.BlobStoreUri("m")));

        Assert.Null(await Client.TryGetVersionAsync(Primary, Documents.ModelId(name, version), None));
        Assert.Single(Sim.Calls("models/versions:get"));
    }

    [Theory]
    [InlineData("1.0 beta+x&y=z")]
    [InlineData("größe:1")]
    [InlineData("~a@b,c;d")]
    public async Task PutVersionAsync_OddVersion_IsWrittenUnderExactlyThatVersion(string version)
    {
        AssetId asset = Documents.EnvironmentId(version: version);

        AssetDocument answer = (await Client.PutVersionAsync(Secondary, asset, Documents.Environment(), None)).Document;

        Assert.Equal(version, answer.ResourceName);
        Assert.Equal(version, (await Client.TryGetVersionAsync(Secondary, asset, None))!.ResourceName);
        Assert.NotNull(Sim.InSecondary(asset));
    }

    [Theory]
    [InlineData("churn", "..")]
    [InlineData("churn", ".")]
    [InlineData("..", "1")]
    [InlineData(".", "1")]
    [InlineData("churn", "")]
    [InlineData("", "1")]
    public async Task Versions_WhoseAddressWouldBeAnothers_AreRefusedBeforeAnyCall(string name, string version)
    {
        AssetId asset = Documents.ModelId(name, version);

        await Assert.ThrowsAsync<InvalidAssetException>(() => Client.TryGetVersionAsync(Primary, asset, None));
        await Assert.ThrowsAsync<InvalidAssetException>(() => Client.PutVersionAsync(Secondary, asset, [], None));
        Assert.Equal(0, Sim.Azure.Calls.LastSequence);
    }

    [Fact]
    public async Task PutVersionAsync_Body_ArrivesFieldByField()
    {
        JsonObject body = Documents.Model("azureml://registries/r/models/m/versions/1");

        AssetDocument answer = (await Client.PutVersionAsync(Secondary, Documents.ModelId(), body, None)).Document;

        JsonObject stored = Sim.InSecondary(Documents.ModelId())!;
        foreach ((string name, JsonNode? value) in body["properties"]!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(value, stored["properties"]![name]), name);
            Assert.Equal(value?.ToJsonString(), answer.CloneNode()["properties"]![name]?.ToJsonString());
        }
    }

    [Fact]
    public async Task PutVersionAsync_ImmutableFieldOfStandingVersion_IsConflict()
    {
        Sim.RegisterInSecondary(Documents.EnvironmentId(), Documents.Environment("image:1"));

        await Assert.ThrowsAsync<ConflictException>(() =>
            Client.PutVersionAsync(Secondary, Documents.EnvironmentId(), Documents.Environment("image:2"), None));
        Assert.Single(Sim.Calls("environments/versions:put"));
    }

    [Fact]
    public async Task PutVersionAsync_VersionThatTheServiceRefuses_IsInvalidWithItsMessage()
    {
        InvalidAssetException failure = await Assert.ThrowsAsync<InvalidAssetException>(() =>
            Client.PutVersionAsync(Secondary, Documents.ModelId(version: "one"), Documents.Model("azureml://datastores/d/paths/p"), None));

        Assert.Contains("400", failure.Message, StringComparison.Ordinal);
        Assert.Contains("positive integer", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/models/churn/versions/one", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListContainers_SeveralPagesAndArchivedOnes_GivesAllInOrder()
    {
        for (int i = 1; i <= 5; i++)
        {
            Sim.RegisterInPrimary(Documents.ModelId($"m{i}"), Documents.Model(Sim.BlobStoreUri("m")));
        }

        Sim.Azure.Resources.Put(
            $"{Sim.World.Primary.ResourceId}/models/m3", new JsonObject { ["properties"] = new JsonObject { ["isArchived"] = true } });

        List<string> names = await NamesAsync(Client.ListContainers(Primary, Kinds[KindNames.Model], None));

        Assert.Equal(["m1", "m2", "m3", "m4", "m5"], names);
        Assert.Equal(3, Sim.Calls("models:list").Count);
        Assert.All(Sim.Calls("models:list"), call => Assert.Contains("listViewType=All", call.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListContainers_EmptyWorkspace_GivesNone() =>
        Assert.Empty(await NamesAsync(Client.ListContainers(Primary, Kinds[KindNames.Environment], None)));

    [Fact]
    public async Task ListVersions_SeveralPagesAndArchivedOnes_GivesAll()
    {
        for (int i = 1; i <= 5; i++)
        {
            JsonObject body = Documents.Model(Sim.BlobStoreUri("m"));
            body["properties"]!["isArchived"] = i % 2 == 0;
            Sim.RegisterInPrimary(Documents.ModelId(version: $"{i}"), body);
        }

        List<string> versions = await NamesAsync(Client.ListVersions(Primary, Kinds[KindNames.Model], "churn", None));

        Assert.Equal(["1", "2", "3", "4", "5"], versions);
        Assert.Equal(3, Sim.Calls("models/versions:list").Count);
    }

    [Fact]
    public async Task ListVersions_NoSuchContainer_IsNotFound() =>
        await Assert.ThrowsAsync<NotFoundException>(() => NamesAsync(Client.ListVersions(Primary, Kinds[KindNames.Model], "churn", None)));

    [Fact]
    public async Task ListVersions_PageFailsHalfWay_IsRepeatedWithoutLossOrDouble()
    {
        for (int i = 1; i <= 5; i++)
        {
            Sim.RegisterInPrimary(Documents.ModelId(version: $"{i}"), Documents.Model(Sim.BlobStoreUri("m")));
        }

        Sim.Fail("models/versions:list", Sandbox.Faults.FaultKind.ResetAfter, skip: 1);

        Assert.Equal(
            ["1", "2", "3", "4", "5"], await NamesAsync(Client.ListVersions(Primary, Kinds[KindNames.Model], "churn", None)));
        Assert.Equal(4, Sim.Calls("models/versions:list").Count);
    }

    [Fact]
    public async Task DescribeWorkspaceAsync_Workspace_GivesWhatTellsItsReferencesApart()
    {
        WorkspaceDescription workspace = await Client.DescribeWorkspaceAsync(Primary, None);

        Assert.Equal(Primary, workspace.Id);
        Assert.Equal("westeurope", workspace.Location);
        Assert.Equal(Sim.World.Primary.WorkspaceId.ToString(), workspace.WorkspaceGuid);
        Assert.Equal(Sim.World.PrimaryAccount.ResourceId, workspace.StorageAccountId);
        Assert.EndsWith("/registries/crmldr", workspace.ContainerRegistryId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeWorkspaceAsync_NoSuchWorkspace_IsNotFoundWithItsName()
    {
        WorkspaceId gone = WorkspaceId.Parse(Sim.World.Primary.ResourceId + "-gone");

        NotFoundException failure =
            await Assert.ThrowsAsync<NotFoundException>(() => Client.DescribeWorkspaceAsync(gone, None));

        Assert.Contains("mlw-primary-gone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeWorkspaceAsync_WithoutStorageAccount_NamesTheField()
    {
        JsonObject body = Sim.Azure.Resources.Get(Sim.World.Primary.ResourceId)!;
        body["properties"]!.AsObject().Remove("storageAccount");
        Sim.Azure.Resources.Put(Sim.World.Primary.ResourceId, body);

        InvalidAssetException failure =
            await Assert.ThrowsAsync<InvalidAssetException>(() => Client.DescribeWorkspaceAsync(Primary, None));

        Assert.Contains("properties.storageAccount", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryGetDatastoreAsync_NamedAndMissing_GivesItOrNull()
    {
        AssetDocument store = (await Client.TryGetDatastoreAsync(Secondary, "workspaceblobstore", None))!;

        Assert.Equal(Sim.World.Secondary.BlobContainer, store.GetString("properties", "containerName"));
        Assert.False(store.TryGet(["properties", "credentials", "secrets", "key"], out _));
        Assert.Null(await Client.TryGetDatastoreAsync(Secondary, "none", None));
    }

    [Fact]
    public async Task GetBlobEndpointAsync_Account_GivesItsAddress()
    {
        Uri endpoint = await Client.GetBlobEndpointAsync(Primary, Sim.World.SecondaryAccount.ResourceId, None);

        Assert.Equal(Sim.Azure.BlobEndpoint("stmldrsecondary").AbsolutePath, endpoint.AbsolutePath);
        Assert.Equal(Sim.Azure.Endpoint.Authority, endpoint.Authority);
    }

    [Fact]
    public async Task GetBlobEndpointAsync_NoSuchAccount_IsNotFound() =>
        await Assert.ThrowsAsync<NotFoundException>(() =>
            Client.GetBlobEndpointAsync(Primary, Sim.World.SecondaryAccount.ResourceId + "x", None));

    [Fact]
    public async Task Calls_Token_IsAskedForResourceManagerOnce()
    {
        for (int i = 0; i < 3; i++)
        {
            await Client.DescribeWorkspaceAsync(Primary, None);
        }

        Assert.Equal("https://management.azure.com/.default", Assert.Single(Sim.Credential.Scopes));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<List<string>> NamesAsync(IAsyncEnumerable<AssetDocument> documents)
    {
        var names = new List<string>();
        await foreach (AssetDocument document in documents)
        {
            names.Add(document.ResourceName!);
        }

        return names;
    }
}
