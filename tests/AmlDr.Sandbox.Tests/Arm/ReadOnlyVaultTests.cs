using System.Net;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>A key vault that Microsoft has failed over: nothing that stores a credential succeeds, everything else does.</summary>
public sealed class ReadOnlyVaultTests : IAsyncLifetime
{
    private const string Endpoint = """{"location":"westeurope","properties":{"authMode":"Key","description":"d"}}""";

    private SimulatedAzure Azure { get; set; } = null!;

    private ArmCaller Arm { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Azure = await Sim.StartAsync();
        Arm = new ArmCaller(Azure);
        await Arm.PutSettledAsync(Arm.Primary + "/onlineEndpoints/standing", Endpoint);
        Azure.Resources.KeyVaultReadOnly = true;
    }

    public async Task DisposeAsync()
    {
        Arm.Dispose();
        await Azure.DisposeAsync();
    }

    [Theory]
    [InlineData("connections/keyed", """{"properties":{"authType":"ApiKey","target":"t","credentials":{"key":"k"}}}""")]
    [InlineData("onlineEndpoints/fresh", Endpoint)]
    [InlineData("datastores/keyed", """{"properties":{"datastoreType":"AzureBlob","accountName":"a","containerName":"c","credentials":{"credentialsType":"AccountKey","secrets":{"secretsType":"AccountKey","key":"aw=="}}}}""")]
    public async Task Put_StoringACredential_Refused(string path, string body)
    {
        (await Arm.PutAsync($"{Arm.Primary}/{path}", body)).Expect(HttpStatusCode.Conflict, "KeyVaultReadOnly");

        (await Arm.GetAsync($"{Arm.Primary}/{path}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Post_RegenerateKeys_Refused() =>
        (await Arm.PostAsync(Arm.Primary + "/onlineEndpoints/standing/regenerateKeys", """{"keyType":"Primary"}""")).Expect(HttpStatusCode.Conflict, "KeyVaultReadOnly");

    [Theory]
    [InlineData("onlineEndpoints/standing", Endpoint)]
    [InlineData("connections/open", """{"properties":{"authType":"None","target":"t"}}""")]
    [InlineData("jobs/train", """{"properties":{"jobType":"Command","command":"c","environmentId":"e"}}""")]
    public async Task Put_WithoutACredential_GoesOn(string path, string body) =>
        Assert.True((int)(await Arm.PutAsync($"{Arm.Primary}/{path}", body)).Status is 200 or 201);
}
