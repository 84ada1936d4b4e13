using System.Net;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Datastores: every type, and secrets that go in and come out by one door only.</summary>
public sealed class DatastoreTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Canary = "canary-8d1f";

    [Theory]
    [InlineData("AccountKey", """{"secretsType":"AccountKey","key":"canary-8d1f"}""", "")]
    [InlineData("Sas", """{"secretsType":"Sas","sasToken":"canary-8d1f"}""", "")]
    [InlineData("ServicePrincipal", """{"secretsType":"ServicePrincipal","clientSecret":"canary-8d1f"}""", ""","clientId":"c","tenantId":"t" """)]
    [InlineData("Certificate", """{"secretsType":"Certificate","certificate":"canary-8d1f"}""", ""","clientId":"c","tenantId":"t","thumbprint":"p" """)]
    public async Task Put_WithSecret_SecretOnlyFromListSecrets(string kind, string secrets, string more)
    {
        string path = $"{sim.Arm.Primary}/datastores/keyed-{kind}";
        string body = $$$$"""{"properties":{"datastoreType":"AzureBlob","accountName":"a","containerName":"c","credentials":{"credentialsType":"{{{{kind}}}}","secrets":{{{{secrets}}}}{{{{more}}}}}}}""";

        Answer put = await sim.Arm.PutAsync(path, body);
        Answer get = await sim.Arm.GetAsync(path);
        Answer list = await sim.Arm.GetAsync($"{sim.Arm.Primary}/datastores");
        Answer listSecrets = await sim.Arm.PostAsync(path + "/listSecrets");

        Assert.All([put.Expect(HttpStatusCode.Created), get, list], answer => Assert.DoesNotContain(Canary, answer.Text, StringComparison.Ordinal));
        Assert.Contains(Canary, listSecrets.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"datastoreType":"AzureFile","accountName":"a","fileShareName":"f","credentials":{"credentialsType":"None"}}""")]
    [InlineData("""{"datastoreType":"AzureDataLakeGen1","storeName":"s","credentials":{"credentialsType":"None"}}""")]
    [InlineData("""{"datastoreType":"AzureDataLakeGen2","accountName":"a","filesystem":"f","credentials":{"credentialsType":"None"}}""")]
    [InlineData("""{"datastoreType":"OneLake","oneLakeWorkspaceName":"w","artifact":{"artifactType":"LakeHouse","artifactName":"n"},"credentials":{"credentialsType":"None"}}""")]
    public async Task Put_OtherTypes_Accepted(string properties) =>
        (await sim.Arm.PutAsync($"{sim.Arm.Primary}/datastores/t{Guid.NewGuid():N}", $$"""{"properties":{{properties}}}""")).Expect(HttpStatusCode.Created);

    [Theory]
    [InlineData("""{"datastoreType":"AzureTape","credentials":{"credentialsType":"None"}}""", "datastoreType")]
    [InlineData("""{"datastoreType":"AzureBlob"}""", "credentials")]
    [InlineData("""{"datastoreType":"AzureBlob","credentials":{"credentialsType":"Password"}}""", "credentialsType")]
    [InlineData("""{"datastoreType":"AzureBlob","credentials":{"credentialsType":"AccountKey"}}""", "secrets")]
    [InlineData("""{"datastoreType":"AzureBlob","credentials":{"credentialsType":"AccountKey","secrets":{"secretsType":"Sas","sasToken":"s"}}}""", "secretsType")]
    [InlineData("""{"datastoreType":"AzureFile","accountName":"a","credentials":{"credentialsType":"None"}}""", "fileShareName")]
    [InlineData("""{"datastoreType":"AzureBlob","serviceDataAccessAuthIdentity":"Anybody","credentials":{"credentialsType":"None"}}""", "serviceDataAccessAuthIdentity")]
    public async Task Put_Invalid_BadRequestNamesField(string properties, string field)
    {
        Answer answer = await sim.Arm.PutAsync($"{sim.Arm.Primary}/datastores/invalid", $$"""{"properties":{{properties}}}""");

        answer.Expect(HttpStatusCode.BadRequest, "BadArgument");
        Assert.Contains(field, answer.Json["error"]!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_CredentialsChanged_AcceptedButAccountIsFixed()
    {
        string path = $"{sim.Arm.Primary}/datastores/rotated";
        string Body(string account, string key) =>
            $$$$$"""{"properties":{"datastoreType":"AzureBlob","accountName":"{{{{{account}}}}}","containerName":"c","credentials":{"credentialsType":"AccountKey","secrets":{"secretsType":"AccountKey","key":"{{{{{key}}}}}"}}}}""";
        (await sim.Arm.PutAsync(path, Body("a", "one"))).Expect(HttpStatusCode.Created);

        (await sim.Arm.PutAsync(path, Body("a", "two"))).Expect(HttpStatusCode.OK);
        (await sim.Arm.PutAsync(path, Body("b", "two"))).Expect(HttpStatusCode.Conflict, "ConflictError");

        Assert.Equal("two", (await sim.Arm.PostAsync(path + "/listSecrets")).Json["key"]!.ToString());
    }

    [Fact]
    public async Task ListSecrets_SystemStore_AccountKeyThatOpensTheAccount() =>
        Assert.Equal(
            sim.Azure.World.PrimaryAccount.Keys[0],
            (await sim.Arm.PostAsync($"{sim.Arm.Primary}/datastores/workspaceblobstore/listSecrets")).Expect(HttpStatusCode.OK).Json["key"]!.ToString());

    [Fact]
    public async Task Put_KeyVaultReadOnly_CredentialsRefusedOthersAccepted()
    {
        await using var azure = await Sim.StartAsync();
        using ArmCaller arm = new(azure);
        azure.Resources.KeyVaultReadOnly = true;

        Answer keyed = await arm.PutAsync(
            $"{arm.Secondary}/datastores/keyed",
            """{"properties":{"datastoreType":"AzureBlob","credentials":{"credentialsType":"AccountKey","secrets":{"secretsType":"AccountKey","key":"k"}}}}""");
        Answer plain = await arm.PutAsync(
            $"{arm.Secondary}/datastores/plain", """{"properties":{"datastoreType":"AzureBlob","credentials":{"credentialsType":"None"}}}""");

        keyed.Expect(HttpStatusCode.Conflict, "KeyVaultReadOnly");
        plain.Expect(HttpStatusCode.Created);
    }
}
