using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>Connections: credentials go in, and come out of listsecrets alone.</summary>
public sealed class ConnectionTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string ApiKey = """{"properties":{"authType":"ApiKey","category":"AzureOpenAI","target":"https://x","credentials":{"key":"s3cret"}}}""";

    [Fact]
    public async Task ListSecrets_OfConnection_WholeResourceWithCredentials()
    {
        string path = sim.Arm.Primary + "/connections/openai";
        Answer put = (await sim.Arm.PutAsync(path, ApiKey)).Expect(HttpStatusCode.OK);

        JsonObject secrets = (await sim.Arm.PostAsync(path + "/listsecrets")).Expect(HttpStatusCode.OK).Json;

        Assert.DoesNotContain("s3cret", put.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", (await sim.Arm.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal("s3cret", secrets["properties"]!["credentials"]!["key"]!.ToString());
        Assert.Equal("https://x", secrets["properties"]!["target"]!.ToString());
    }

    [Fact]
    public async Task Put_KeyedWithoutCredentials_Refused() =>
        (await sim.Arm.PutAsync(sim.Arm.Primary + "/connections/bare", """{"properties":{"authType":"ApiKey","target":"https://x"}}""")).Expect(HttpStatusCode.BadRequest, "BadArgument");

    [Fact]
    public async Task List_ByCategory_TheOthersLeftOut()
    {
        await sim.Arm.PutAsync(sim.Arm.Primary + "/connections/search", ApiKey.Replace("AzureOpenAI", "CognitiveSearch", StringComparison.Ordinal));
        await sim.Arm.PutAsync(sim.Arm.Primary + "/connections/other", ApiKey);

        List<JsonObject> found = await sim.Arm.ListAsync(sim.Arm.Primary + "/connections", "category=CognitiveSearch");

        Assert.Equal("search", Assert.Single(found)["name"]!.ToString());
    }
}
