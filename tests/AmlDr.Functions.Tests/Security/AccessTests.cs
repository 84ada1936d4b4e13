using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace AmlDr.Functions.Tests.Security;

public class AccessTests(SecuredApp app) : IClassFixture<SecuredApp>
{
    private static readonly string[] AllRoles = ["DR.Reader", "DR.Operator", "DR.Approver"];

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public Task AnyRoute_TokenWithoutKey_Is401(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);
        string token = app.Issuer.Token("u1", AllRoles);

        HttpResponseMessage answer = await app.SendAsync(method, path, token, change: request => request.Headers.Remove("x-functions-key"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        AssertHeaders(answer);
    });

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public Task AnyRoute_KeyWithoutToken_Is401WithTheChallenge(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);

        HttpResponseMessage answer = await app.SendAsync(method, path, token: null, change: ForgePrincipal);

        await AssertProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    });

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public Task AnyRoute_TokenWithoutRoles_Is403(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);

        HttpResponseMessage answer = await app.SendAsync(method, path, app.Issuer.Token("u1", ["Reader", "dr.reader", "DR.Admin"]), change: ForgePrincipal);

        string detail = await AssertProblemAsync(answer, HttpStatusCode.Forbidden, "role-missing");
        Assert.Contains(Routes.Rule(function).Role.ClaimValue(), detail, StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Routes.NamesNotForReaders), MemberType = typeof(Routes))]
    public Task ChangingRoute_EveryOtherRole_Is403(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);
        string[] others = [.. AllRoles.Where(role => role != Routes.Rule(function).Role.ClaimValue())];

        HttpResponseMessage answer = await app.SendAsync(method, path, app.Issuer.Token("u1", others));

        await AssertProblemAsync(answer, HttpStatusCode.Forbidden, "role-missing");
    });

    [Theory]
    [InlineData("DR.Reader")]
    [InlineData("DR.Operator")]
    [InlineData("DR.Approver")]
    public async Task ReadingRoute_AnyRole_Is200(string role) =>
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync("GET", "pairs", app.Issuer.Token("u1", [role]))).StatusCode);

    public static TheoryData<string> BadTokens() =>
        ["tenant", "no tenant", "audience", "issuer", "expired", "not yet", "other key", "unsigned", "symmetric", "altered", "id token", "no user", "no token", "two"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public Task Token_NotOfTheIssuerForUs_Is401(string fault) => app.AssertUnchangedAsync(async () =>
    {
        HttpResponseMessage answer = await app.SendAsync("POST", $"pairs/{RunningApp.Pair}/sweeps", MakeBad(fault), change: request =>
        {
            if (fault == "two")
            {
                string good = request.Headers.GetValues("Authorization").Single();
                request.Headers.TryAddWithoutValidation("Authorization", good);
            }
        });

        await AssertProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
    });

    [Fact]
    public async Task Function_WithoutRule_IsClosedToEverybody()
    {
        int before = app.Reached.Count;

        HttpResponseMessage answer = await app.SendAsync("GET", "test/unruled", app.Issuer.Token("u1", AllRoles));

        await AssertProblemAsync(answer, HttpStatusCode.Forbidden, "no-rule");
        Assert.Equal(before, app.Reached.Count);
    }

    [Fact]
    public async Task GetCaller_ValidToken_IsWhoTheTokenNames()
    {
        using JsonContent content = JsonContent.Create(new { confirm = "x" });

        HttpResponseMessage answer = await app.SendAsync("POST", "test/p/echo", app.Issuer.Token("approver-1", ["DR.Approver", "Other"]), content, ForgePrincipal);

        JsonNode echo = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(("approver-1", "approver-1@example.org"), ((string?)echo["id"], (string?)echo["name"]));
        Assert.Equal(["Approver"], echo["roles"]!.AsArray().Select(role => (string)role!));
    }

    [Theory]
    [InlineData("a", "b", true)]
    [InlineData("a", "A", false)]
    [InlineData("a", Caller.KeyHolderId, false)]
    [InlineData(Caller.KeyHolderId, "a", false)]
    [InlineData(Caller.KeyHolderId, Caller.KeyHolderId, false)]
    public void IsProvenOtherThan_OnlyWhenBothAreKnown(string caller, string requester, bool expected) =>
        Assert.Equal(expected, new Caller(caller, "", new HashSet<Role>()).IsProvenOtherThan(requester));

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public async Task AnyRoute_KeyInTheQuery_IsInNothingThatIsHandedOut(string function)
    {
        (string method, string path) = Routes.Request(function);
        string code = Uri.EscapeDataString(app.Server.FunctionKey);

        HttpResponseMessage answer = await app.SendAsync(
            method, $"{path}?code={code}", app.Issuer.Token("keys-" + function, AllRoles), change: request => request.Headers.Remove("x-functions-key"));

        string all = answer.Headers + await answer.Content.ReadAsStringAsync();
        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.All(
            (string[])[app.Server.FunctionKey, code, app.Server.MasterKey, app.Server.EventGridKey, app.Server.DurableTaskKey],
            key => Assert.DoesNotContain(key, all, StringComparison.Ordinal));
        AssertHeaders(answer);
        await app.WhenIdleAsync();
    }

    [Fact]
    public async Task Headers_OfAFault_AreThereAndTheDetailIsNot()
    {
        HttpResponseMessage answer = await app.SendAsync("GET", "test/failure", app.Issuer.Token("u1", AllRoles));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        AssertHeaders(answer);
    }

    [Fact]
    public async Task Headers_OfAPage_LetItsOwnStylesInAndNoScript()
    {
        HttpResponseMessage answer = await app.SendAsync("GET", "test/page", app.Issuer.Token("u1", AllRoles));

        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
            answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Headers_OfAnUnknownRoute_AreThere()
    {
        HttpResponseMessage answer = await app.SendAsync("GET", "nothing/here", token: null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        AssertHeaders(answer);
    }

    internal static void AssertHeaders(HttpResponseMessage answer)
    {
        Assert.Equal("no-store", answer.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    internal static async Task<string> AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonNode problem = JsonNode.Parse(text)!;
        Assert.Equal($"urn:amldr:problem:{code}", (string?)problem["type"]);
        AssertHeaders(answer);
        return (string)problem["detail"]!;
    }

    private static void ForgePrincipal(HttpRequestMessage request)
    {
        const string principal = """{"auth_typ":"aad","claims":[{"typ":"roles","val":"DR.Reader"},{"typ":"roles","val":"DR.Operator"},{"typ":"roles","val":"DR.Approver"}],"name_typ":"name","role_typ":"roles"}""";
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(principal)));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "somebody");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "somebody@example.org");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-IDP", "aad");
    }

    private string MakeBad(string fault)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var otherRsa = System.Security.Cryptography.RSA.Create(2048);
        return fault switch
        {
            "tenant" => Make(token => token.Claims["tid"] = Guid.NewGuid().ToString()),
            "no tenant" => Make(token => token.Claims.Remove("tid")),
            "audience" => Make(token => token.Audience = "https://management.azure.com"),
            "issuer" => Make(token => token.Issuer = "https://login.microsoftonline.com/" + TestIssuer.Tenant + "/v2.0"),
            "expired" => Make(token => (token.NotBefore, token.Expires) = (now.AddHours(-2), now.AddHours(-1))),
            "not yet" => Make(token => (token.NotBefore, token.Expires) = (now.AddHours(1), now.AddHours(2))),
            "other key" => Make(token => token.SigningCredentials =
                new SigningCredentials(new RsaSecurityKey(otherRsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256)),
            "unsigned" => Make(token => token.SigningCredentials = null),
            "symmetric" => Make(token => token.SigningCredentials =
                new SigningCredentials(new SymmetricSecurityKey(app.Issuer.PublicKey) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256)),
            "altered" => Alter(Make(_ => { })),
            "id token" => Make(token => token.Claims.Remove("azp")),
            "no user" => Make(token => token.Claims.Remove("oid")),
            "no token" => "abc",
            "two" => Make(_ => { }),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    private string Make(Action<SecurityTokenDescriptor> change) => app.Issuer.Token("u1", AllRoles, change);

    /// <summary>The token of a reader with the claims of somebody who may do everything.</summary>
    private string Alter(string strong)
    {
        string[] weak = app.Issuer.Token("u1", ["DR.Reader"]).Split('.');
        return $"{weak[0]}.{strong.Split('.')[1]}.{weak[2]}";
    }
}
