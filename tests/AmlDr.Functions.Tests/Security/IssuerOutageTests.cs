using System.Net;
using AmlDr.Azure.Options;
using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AmlDr.Functions.Tests.Security;

public class IssuerOutageTests
{
    [Fact]
    public async Task ReadAsync_IssuerDown_Is503NotABeliefInTheToken()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync(isDown: true);
        using TokenReader reader = Reader(issuer.Address);

        (Refusal? refusal, Caller? caller) = await reader.ReadAsync(Request(issuer), default);

        Assert.Null(caller);
        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, refusal!.Status);
        Assert.Equal("Retry-After", refusal.Header!.Value.Name);
    }

    [Fact]
    public async Task ReadAsync_IssuerGoneAfterTheFirstToken_StillKnowsTheKeys()
    {
        TestIssuer issuer = await TestIssuer.StartAsync();
        HttpRequest request = Request(issuer);
        using TokenReader reader = Reader(issuer.Address);
        Assert.NotNull((await reader.ReadAsync(request, default)).Caller);

        await issuer.DisposeAsync();

        Assert.NotNull((await reader.ReadAsync(request, default)).Caller);
    }

    private static HttpRequest Request(TestIssuer issuer)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Headers.Authorization = "bearer " + issuer.Token("u", ["DR.Reader"]);
        return request;
    }

    private static TokenReader Reader(string authority) => new(
        Options.Create(new AmlDrOptions
        {
            Security = new SecurityOptions
            {
                Mode = AuthorizationMode.EntraId, TenantId = TestIssuer.Tenant, Audience = TestIssuer.Audience, Authority = authority + "/",
            },
        }),
        NullLogger<TokenReader>.Instance);
}
