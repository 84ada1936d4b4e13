using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Tests.Access;

/// <summary>Role-based access control: off at first; then nothing without an assignment that allows it.</summary>
public sealed class AccessControlTests : IAsyncLifetime
{
    private static readonly Guid Client = Guid.Parse("44444444-4444-4444-4444-444444444444");

    private SimulatedAzure Azure { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    private BlobCaller Blob { get; set; } = null!;

    private string Principal => Azure.Tokens.PrincipalOf(Client).ToString();

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure) { Token = Azure.Tokens.Issue("https://management.azure.com", Client) };
        Blob = new BlobCaller(Azure) { Token = Azure.Tokens.Issue("https://storage.azure.com", Client) };
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        Blob.Dispose();
        await Azure.DisposeAsync();
    }

    [Fact]
    public async Task Get_EnforcedWithoutRole_RefusedNamingActionAndScope()
    {
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.OK);
        Azure.Access.Enforced = true;

        Answer refused = (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.Forbidden);

        string message = refused.Json["error"]!["message"]!.ToString();
        Assert.Contains("AuthorizationFailed", refused.Text, StringComparison.Ordinal);
        Assert.Contains($"with object id '{Principal}' does not have authorization to perform action 'Microsoft.MachineLearningServices/workspaces/read' over scope '{Arm.Primary}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ReaderThenCustomRole_OnlyTheLatterWrites()
    {
        Azure.Access.Enforced = true;
        Azure.Access.Grant(Principal, "Reader", WorldTopology.ResourceGroupId);
        string path = Arm.Primary + "/environments/e/versions/1";
        const string Body = """{"properties":{"image":"i"}}""";

        (await Arm.GetAsync(Arm.Secondary)).Expect(HttpStatusCode.OK);
        (await Arm.PutAsync(path, Body)).Expect(HttpStatusCode.Forbidden);
        Azure.Access.Define("Writer", ["Microsoft.MachineLearningServices/workspaces/environments/*/write"]);
        Azure.Access.Grant(Principal, "Writer", Arm.Primary);

        (await Arm.PutAsync(path, Body)).Expect(HttpStatusCode.Created);
        (await Arm.PutAsync(path.Replace("mlw-primary", "mlw-secondary", StringComparison.Ordinal), Body)).Expect(HttpStatusCode.Forbidden);
        (await Arm.DeleteAsync(path)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Put_RoleAssignmentOverArm_GrantsAndItsDeletionTakesAway()
    {
        using ArmCaller owner = new(Azure);
        Azure.Access.Grant(Azure.Tokens.PrincipalOf().ToString(), "Owner", $"/subscriptions/{WorldTopology.SubscriptionId}");
        Azure.Access.Enforced = true;
        string assignment = $"{Arm.Primary}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}";
        string role = ArmCaller.InSubscription("/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7");

        (await owner.PutAsync(assignment, $$"""{"properties":{"roleDefinitionId":"{{role}}","principalId":"{{Principal}}"} }""")).Expect(HttpStatusCode.Created);
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.OK);
        List<System.Text.Json.Nodes.JsonObject> atScope = await owner.ListAsync($"{Arm.Primary}/providers/Microsoft.Authorization/roleAssignments", "$filter=atScope()");
        (await owner.DeleteAsync(assignment)).Expect(HttpStatusCode.OK);
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.Forbidden);

        Assert.Contains(atScope, row => row["properties"]!["principalId"]!.ToString() == Principal);
    }

    [Fact]
    public async Task Blob_ReaderRole_ReadsAndDoesNotWriteWhileKeysStillOpen()
    {
        Azure.Blobs.Put("stmldrprimary", "azureml", "a.txt", BlobContent.FromBytes("x"u8.ToArray()));
        Azure.Access.Enforced = true;

        (await Blob.SendAsync(HttpMethod.Get, "/stmldrprimary/azureml/a.txt")).Expect(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
        Azure.Access.Grant(Principal, "Storage Blob Data Reader", Azure.World.PrimaryAccount.ResourceId);

        (await Blob.SendAsync(HttpMethod.Get, "/stmldrprimary/azureml/a.txt")).Expect(HttpStatusCode.OK);
        (await Blob.SendAsync(HttpMethod.Delete, "/stmldrprimary/azureml/a.txt")).Expect(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
        (await Blob.SendAsync(HttpMethod.Get, "/stmldrsecondary/azureml/a.txt")).Expect(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
    }

    [Fact]
    public async Task Copy_SourceWithoutRole_CannotBeVerified()
    {
        Azure.Blobs.Put("stmldrprimary", "azureml", "a.txt", BlobContent.FromBytes("x"u8.ToArray()));
        Azure.Access.Enforced = true;
        Azure.Access.Grant(Principal, "Storage Blob Data Contributor", Azure.World.SecondaryAccount.ResourceId);
        (string, string)[] headers =
        [
            ("x-ms-blob-type", "BlockBlob"), ("x-ms-copy-source", Azure.BaseUrl + "/stmldrprimary/azureml/a.txt"), ("x-ms-copy-source-authorization", "Bearer " + Blob.Token),
        ];

        (await Blob.SendAsync(HttpMethod.Put, "/stmldrsecondary/azureml/a.txt", null, headers)).Expect(HttpStatusCode.Forbidden, "CannotVerifyCopySource");
        Azure.Access.Grant(Principal, "Storage Blob Data Reader", Azure.World.PrimaryAccount.ResourceId);
        (await Blob.SendAsync(HttpMethod.Put, "/stmldrsecondary/azureml/a.txt", null, headers)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Post_WorkspaceListKeys_DataScientistExcluded()
    {
        Azure.Access.Enforced = true;
        Azure.Access.Grant(Principal, "AzureML Data Scientist", Arm.Primary);

        (await Arm.PostAsync(Arm.Primary + "/listKeys")).Expect(HttpStatusCode.Forbidden);
        (await Arm.GetAsync(Arm.Primary + "/models")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Operations_EveryOperation_NamesAnAction()
    {
        Assert.Contains(Azure.Operations, entry => entry is { Operation: "models/versions:put", Action: "Microsoft.MachineLearningServices/workspaces/models/versions/write", IsDataAction: false });
        Assert.Contains(Azure.Operations, entry => entry is { Operation: "blobs:putBlockFromUrl", IsDataAction: true });
        Assert.All(Azure.Operations.Where(entry => entry.Operation is not ("operations:get" or "providerOperations:list")), entry => Assert.NotNull(entry.Action));
        Assert.Equal(Azure.Operations.Count, Azure.Operations.Select(entry => (entry.Operation, entry.Action)).Distinct().Count());
    }

    [Fact]
    public async Task Patch_KeysForbiddenOnAccount_SharedKeyNoLongerOpens()
    {
        using ArmCaller owner = new(Azure);

        (await owner.PatchAsync(Azure.World.PrimaryAccount.ResourceId, """{"properties":{"allowSharedKeyAccess":false}}""")).Expect(HttpStatusCode.OK);

        string sas = Blob.ServiceSas(Azure.World.PrimaryAccount, "azureml", null, "rl");
        (await Blob.SendAsync(HttpMethod.Get, "/stmldrprimary/azureml?restype=container&comp=list&" + sas)).Expect(HttpStatusCode.Forbidden, "KeyBasedAuthenticationNotPermitted");
        (await Blob.SendAsync(HttpMethod.Get, "/stmldrprimary/azureml?restype=container&comp=list")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Put_BodyThatNamesAnIdentity_NeedsTheRightToAssignIt()
    {
        Azure.Access.Enforced = true;
        Azure.Access.Define("Writer", ["Microsoft.MachineLearningServices/workspaces/onlineEndpoints/write"]);
        Azure.Access.Grant(Principal, "Writer", Arm.Secondary);
        string identity = $"{WorldTopology.ResourceGroupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-1";
        string body = new JsonObject
        {
            ["location"] = "northeurope",
            ["identity"] = new JsonObject { ["type"] = "UserAssigned", ["userAssignedIdentities"] = new JsonObject { [identity] = new JsonObject() } },
            ["properties"] = new JsonObject { ["authMode"] = "Key" },
        }.ToJsonString();

        Answer refused = (await Arm.PutAsync(Arm.Secondary + "/onlineEndpoints/endpoint", body)).Expect(HttpStatusCode.Forbidden);
        Azure.Access.Grant(Principal, "Managed Identity Operator", identity);

        Assert.Contains("LinkedAuthorizationFailed", refused.Text, StringComparison.Ordinal);
        Assert.Contains(identity, refused.Text, StringComparison.Ordinal);
        (await Arm.PutAsync(Arm.Secondary + "/onlineEndpoints/endpoint", body)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Operation_OfACluster_IsToldToWhoMayReadIt()
    {
        const string body = """{"location":"northeurope","properties":{"computeType":"AmlCompute","properties":{"vmSize":"Standard_DS3_v2"}}}""";
        string operation = (await Arm.PutAsync(Arm.Secondary + "/computes/cluster", body)).Expect(HttpStatusCode.Created).Header("Azure-AsyncOperation")!;
        Azure.Access.Enforced = true;

        Answer refused = (await Arm.FollowAsync(operation)).Expect(HttpStatusCode.Forbidden);
        Azure.Access.Define("Watcher", ["Microsoft.MachineLearningServices/locations/computeOperationsStatus/read"]);
        Azure.Access.Grant(Principal, "Watcher", $"/subscriptions/{WorldTopology.SubscriptionId}");

        Assert.Contains("Microsoft.MachineLearningServices/locations/computeOperationsStatus/read", refused.Text, StringComparison.Ordinal);
        (await Arm.FollowAsync(operation)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Key_WrappedAndUnwrapped_IsTheSameAndEachNeedsItsAction()
    {
        using HttpClient http = new();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Azure.Tokens.Issue("https://vault.azure.net", Client));
        Azure.Access.Enforced = true;
        Azure.Access.Define("Wrapper", [], ["Microsoft.KeyVault/vaults/keys/wrap/action"]);
        Azure.Access.Define("Unwrapper", [], ["Microsoft.KeyVault/vaults/keys/unwrap/action"]);
        string key = Azure.KeyId("ring").AbsoluteUri;
        string vault = $"{WorldTopology.ResourceGroupId}/providers/Microsoft.KeyVault/vaults/kv-mldr";

        (HttpStatusCode status, JsonNode answer) = await KeyAsync(http, key + "/wrapkey", "c2VjcmV0");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Action: 'Microsoft.KeyVault/vaults/keys/wrap/action'", answer["error"]!["message"]!.ToString(), StringComparison.Ordinal);

        Azure.Access.Grant(Principal, "Wrapper", vault);
        (_, JsonNode wrapped) = await KeyAsync(http, key + "/wrapkey", "c2VjcmV0");
        Assert.Equal(HttpStatusCode.Forbidden, (await KeyAsync(http, wrapped["kid"] + "/unwrapkey", wrapped["value"]!.ToString())).Status);

        Azure.Access.Grant(Principal, "Unwrapper", vault);
        (_, JsonNode unwrapped) = await KeyAsync(http, wrapped["kid"] + "/unwrapkey", wrapped["value"]!.ToString());
        Assert.Equal("c2VjcmV0", unwrapped["value"]!.ToString());
        Assert.NotEqual("c2VjcmV0", wrapped["value"]!.ToString());
    }

    [Fact]
    public async Task Uses_AllowedAndRefused_AreKeptByPrincipal()
    {
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.OK);
        Azure.Access.Enforced = true;
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.Forbidden);
        (await Arm.GetAsync(Arm.Primary)).Expect(HttpStatusCode.Forbidden);

        Assert.Equal(
            [(false, Arm.Primary), (true, Arm.Primary)],
            Azure.Access.Uses.Where(use => use.Principal == Principal && use.Action == "Microsoft.MachineLearningServices/workspaces/read").Select(use => (use.Allowed, use.Scope)));
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> KeyAsync(HttpClient http, string address, string value)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri(address + "?api-version=7.4"), new { alg = "RSA-OAEP-256", value });
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}
