using System.Net;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>What has to be right before Resource Manager looks at a resource: token, api-version, scope, method.</summary>
public sealed class AccessTests(SimFixture sim) : IClassFixture<SimFixture>
{
    [Fact]
    public async Task Get_NoToken_UnauthorizedWithChallenge()
    {
        Answer answer = await WithTokenAsync(null);

        answer.Expect(HttpStatusCode.Unauthorized, "AuthenticationFailed");
        Assert.Contains("authorization_uri", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TokenForStorage_Unauthorized() =>
        (await WithTokenAsync(sim.Azure.Tokens.Issue("https://storage.azure.com"))).Expect(HttpStatusCode.Unauthorized, "InvalidAuthenticationTokenAudience");

    [Theory]
    [InlineData("https://management.azure.com")]
    [InlineData("https://management.azure.com/")]
    [InlineData("https://management.core.windows.net/")]
    public async Task Get_TokenForManagement_Accepted(string audience) =>
        (await WithTokenAsync(sim.Azure.Tokens.Issue(audience))).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task Get_ExpiredToken_Unauthorized() =>
        (await WithTokenAsync(sim.Azure.Tokens.Issue("https://management.azure.com", expiresOn: sim.Azure.Clock.GetUtcNow().AddSeconds(-1))))
            .Expect(HttpStatusCode.Unauthorized, "ExpiredAuthenticationToken");

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    public async Task Get_MalformedJwt_Unauthorized(string token) =>
        (await WithTokenAsync(token)).Expect(HttpStatusCode.Unauthorized, "InvalidAuthenticationToken");

    [Fact]
    public async Task Get_OpaqueToken_Accepted() => (await WithTokenAsync("any-opaque-token")).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("2022-10-01")]
    [InlineData("2024-10-01")]
    [InlineData("2025-04-01")]
    [InlineData("2025-06-01")]
    [InlineData("2025-09-01")]
    [InlineData("2025-12-01")]
    [InlineData("2026-03-01")]
    [InlineData("2026-05-01")]
    public async Task Get_StableApiVersion_Accepted(string version) =>
        (await sim.Arm.GetAsync(sim.Arm.Primary, apiVersion: version)).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData(null, "MissingApiVersionParameter")]
    [InlineData("2023-01-01", "InvalidApiVersionParameter")]
    [InlineData("2024-04-01-preview", "InvalidApiVersionParameter")]
    [InlineData("latest", "InvalidApiVersionParameter")]
    public async Task Get_OtherApiVersion_BadRequest(string? version, string code)
    {
        using ArmCaller arm = new(sim.Azure, checkContract: false);

        (await arm.GetAsync(arm.Primary, apiVersion: version)).Expect(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-mldr", "SubscriptionNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other", "ResourceGroupNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/nobody", "ResourceNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/nobody/models/m/versions/1", "ResourceNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/nobody/models", "ResourceNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/mlw-primary/models/none", "NotFoundError")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/mlw-primary/inventions/x", "InvalidResourceType")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.Nothing/things/x", "InvalidResourceNamespace")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-mldr/providers/Microsoft.MachineLearningServices/workspaces/mlw-primary/models/m/versions/1/more", "InvalidResourceType")]
    public async Task Get_Missing_NotFoundWithReason(string path, string code) => (await sim.Arm.GetAsync(path)).Expect(HttpStatusCode.NotFound, code);

    [Fact]
    public async Task Put_WorkspaceMissing_NotFoundAndNothingMade()
    {
        string path = sim.Arm.Primary.Replace("mlw-primary", "mlw-none", StringComparison.Ordinal) + "/models/m/versions/1";

        (await sim.Arm.PutAsync(path, """{"properties":{"modelUri":"u"}}""")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Post_UnknownAction_NotFound() =>
        (await sim.Arm.PostAsync($"{sim.Arm.Primary}/datastores/workspaceblobstore/explode")).Expect(HttpStatusCode.NotFound, "InvalidAction");

    [Fact]
    public async Task Error_FromMachineLearning_HasTheFrontEndsShape()
    {
        Answer answer = await sim.Arm.GetAsync($"{sim.Arm.Primary}/models/none/versions/1");

        string[] types = [.. answer.Json["error"]!["additionalInfo"]!.AsArray().Select(info => info!["type"]!.ToString())];
        Assert.Equal("UserError", answer.Json["error"]!["code"]!.ToString());
        Assert.Equal(["ComponentName", "Correlation", "InnerError"], types);
    }

    private async Task<Answer> WithTokenAsync(string? token)
    {
        using ArmCaller arm = new(sim.Azure) { Token = token };
        return await arm.GetAsync(arm.Primary);
    }
}
