using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AmlDr.Functions.Tests.Security;

public class InputTests(SecuredApp app) : IClassFixture<SecuredApp>
{
    private static readonly string[] AllRoles = ["DR.Reader", "DR.Operator", "DR.Approver"];

    /// <summary>Texts that stay one segment of the path on their way to the function.</summary>
    private static readonly string[] Tricks =
    [
        "..%2F..%2Fadmin", "%2Fetc%2Fpasswd", "..%5C..%5Cx", "a%5Cb", "%252e%252e%252f", "a..b", ".hidden", "-dash", "a%0d%0aSet-Cookie:x=1", "a%20b", "a%3Bb", "a%3Fb", "a%23b",
        "t%C3%A9st", "%E2%80%AEabc", "a'b", "a%22b", "%3Cscript%3E", "a*b", "$(x)", "{x}",
    ];

    public static TheoryData<string, string> AllTricks()
    {
        var data = new TheoryData<string, string>();
        foreach (string function in Routes.NamesWithParameters)
        {
            foreach (string trick in (string[])[.. Tricks, new string('a', 301)])
            {
                data.Add(function, trick);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllTricks))]
    public Task AnyRoute_PathTrickInAName_Is400(string function, string trick) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function, trick);

        await AccessTests.AssertProblemAsync(await app.SendAsync(method, path, Token("u1")), HttpStatusCode.BadRequest, "bad-parameter");
    });

    [Theory]
    [InlineData("pairs/../admin/host/keys")]
    [InlineData("pairs/%2e%2e/%2e%2e/admin/host/keys")]
    [InlineData("../runtime/webhooks/durabletask/instances")]
    [InlineData("pairs/x%00y")]
    [InlineData("pairs//sweeps")]
    public Task Path_ThatLeavesTheRoutes_IsRefused(string path) => app.AssertUnchangedAsync(async () =>
        Assert.Contains(
            (await app.SendAsync("GET", path, Token("u1"))).StatusCode,
            (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound]));

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public Task AnyRoute_UnknownOrRepeatedQuery_Is400WithItsName(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);
        string known = Routes.Rule(function).Query.Keys.FirstOrDefault() ?? "";

        HttpResponseMessage[] answers =
        [
            await app.SendAsync(method, $"{path}?kinds=model", Token("u1")),
            .. known.Length == 0 ? [] : (HttpResponseMessage[])[await app.SendAsync(method, $"{path}?{known}=model&{known}=data", Token("u1"))],
        ];

        Assert.StartsWith("'kinds' is 'model'", await AccessTests.AssertProblemAsync(answers[0], HttpStatusCode.BadRequest, "bad-parameter"), StringComparison.Ordinal);
        foreach (HttpResponseMessage answer in answers.Skip(1))
        {
            Assert.StartsWith($"'{known}' is", await AccessTests.AssertProblemAsync(answer, HttpStatusCode.BadRequest, "bad-parameter"), StringComparison.Ordinal);
        }
    });

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public Task AnyRoute_OversizedBody_Is413_WithAndWithoutALength(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);
        string body = $$"""{"x":"{{new string('a', SecuredApp.LargestBodyBytes)}}"}""";
        using var whole = new StringContent(body, Encoding.UTF8, "application/json");
        using var chunked = new StringContent(body, Encoding.UTF8, "application/json");

        await AccessTests.AssertProblemAsync(await app.SendAsync(method, path, Token("u1"), whole), HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await AccessTests.AssertProblemAsync(
            await app.SendAsync(method, path, Token("u1"), chunked, request => request.Headers.TransferEncodingChunked = true),
            HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    });

    [Theory]
    [MemberData(nameof(Routes.Names), MemberType = typeof(Routes))]
    public Task AnyRoute_BodyThatItDoesNotTake_Is400(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);
        using JsonContent content = JsonContent.Create(new { banana = 1 });

        await AccessTests.AssertProblemAsync(await app.SendAsync(method, path, Token("u1"), content), HttpStatusCode.BadRequest, "bad-body");
    });

    [Theory]
    [InlineData("""{"confirm":"p","banana":1}""", "'banana' is not a member")]
    [InlineData("""{"Confirm":"p"}""", "'Confirm' is not a member")]
    [InlineData("""{"force":true}""", "'confirm' is missing")]
    [InlineData("""{"confirm":null}""", "'confirm' cannot be used")]
    [InlineData("""{"confirm":5}""", "'confirm' cannot be used")]
    [InlineData("""{"confirm":"p","force":"true"}""", "'force' cannot be used")]
    [InlineData("""{"confirm":"p","inner":{"count":"1"}}""", "'inner.count' cannot be used")]
    [InlineData("""{"confirm":"p","inner":{"count":1,"banana":2}}""", "'inner.banana' is not a member")]
    [InlineData("""{"confirm":"p","inner":{}}""", "'inner.count' is missing")]
    [InlineData("""{"confirm":"p","confirm":"q"}""", "'confirm'")]
    [InlineData("""{"confirm":"p","inner":{"count":1,"count":2}}""", "'count'")]
    [InlineData("""{"confirm":"p","inner":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""", "at most 16 levels")]
    [InlineData("""{"confirm":"p",}""", "trailing comma")]
    [InlineData("""{"confirm":"p"} {}""", "not JSON")]
    [InlineData("""/* */{"confirm":"p"}""", "not JSON")]
    [InlineData("{\"confirm\":\"p", "not JSON")]
    [InlineData("""["p"]""", "JSON Array")]
    [InlineData("null", "JSON Null")]
    [InlineData("", "There is no body")]
    public Task Body_NotAsTheContractSays_Is400WithTheField(string body, string detail) => app.AssertUnchangedAsync(async () =>
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        HttpResponseMessage answer = await app.SendAsync("POST", "test/p/echo", Token("u1"), content);

        string said = await AccessTests.AssertProblemAsync(answer, HttpStatusCode.BadRequest, "bad-body");
        Assert.Contains(detail, said, StringComparison.Ordinal);
        Assert.DoesNotContain("EchoRequest", said, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("multipart/form-data", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json", "gzip")]
    [InlineData(null, null)]
    public Task Body_NotSaidToBeJson_Is415(string? type, string? encoding) => app.AssertUnchangedAsync(async () =>
    {
        using var content = new ByteArrayContent("""{"confirm":"p"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        await AccessTests.AssertProblemAsync(
            await app.SendAsync("POST", "test/p/echo", Token("u1"), content), HttpStatusCode.UnsupportedMediaType, "wrong-content-type");
    });

    [Fact]
    public async Task Body_AsTheContractSays_IsGivenToTheFunctionAndCanBeReadAgain()
    {
        const string body = """{"confirm":"p","force":true,"inner":{"count":3}}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        HttpResponseMessage answer = await app.SendAsync("POST", "test/p/echo", Token("echo"), content);

        JsonNode echo = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), echo["body"]), echo.ToJsonString());
        Assert.Equal(body.Length, (int?)echo["length"]);
    }

    [Fact]
    public async Task Starts_OfOneCaller_AreLimited_OthersAndOtherPairsAreNot()
    {
        async Task<HttpResponseMessage> StartAsync(string pair, string caller)
        {
            using JsonContent content = JsonContent.Create(new { confirm = pair });
            return await app.SendAsync("POST", $"test/{pair}/echo", Token(caller), content);
        }

        HttpResponseMessage first = await StartAsync("p1", "busy");
        HttpResponseMessage last = first;
        for (int i = 0; i < 10 * SecuredApp.StartsPerMinute && last.StatusCode == HttpStatusCode.OK; i++)
        {
            last = await StartAsync("p1", "busy");
        }

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        string detail = await AccessTests.AssertProblemAsync(last, HttpStatusCode.TooManyRequests, "too-many-starts");
        Assert.StartsWith("'p1' was given to TestEcho 3 times", detail, StringComparison.Ordinal);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await StartAsync("p1", "calm")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await StartAsync("p2", "busy")).StatusCode);
    }

    [Fact]
    public async Task StartSweep_Replayed_RunsOnceThenIs429AndStartsNothing()
    {
        string path = $"pairs/{RunningApp.Pair}/sweeps";
        string token = Token("replay");
        HttpResponseMessage answer = await app.SendAsync("POST", path, token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        for (int i = 0; i < 10 * SecuredApp.StartsPerMinute && answer.StatusCode == HttpStatusCode.Accepted; i++)
        {
            answer = await app.SendAsync("POST", path, token);
        }

        await AccessTests.AssertProblemAsync(answer, HttpStatusCode.TooManyRequests, "too-many-starts");
        await app.AssertUnchangedAsync(async () =>
            Assert.Equal(HttpStatusCode.TooManyRequests, (await app.SendAsync("POST", path, token)).StatusCode));
    }

    public static TheoryData<string> StartsWithABody() =>
        [.. Routes.All.Where(function => Routes.Rule(function.Name) is { Starts: true, Example: not null }).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(StartsWithABody))]
    public Task AnyStart_AskedForTooOften_Is429AndNothingWasStarted(string function) => app.AssertUnchangedAsync(async () =>
    {
        (string method, string path) = Routes.Request(function);
        string token = Token("often-" + function);
        var answers = new List<HttpResponseMessage>();
        while (answers.Count < 10 * SecuredApp.StartsPerMinute && answers.LastOrDefault()?.StatusCode != HttpStatusCode.TooManyRequests)
        {
            // As the contract says, but for names that are nobody's.
            using var content = new StringContent(Routes.Rule(function).Example!, Encoding.UTF8, "application/json");
            answers.Add(await app.SendAsync(method, path, token, content));
        }

        await AccessTests.AssertProblemAsync(answers[^1], HttpStatusCode.TooManyRequests, "too-many-starts");
        Assert.True(answers.Count > SecuredApp.StartsPerMinute);
        Assert.All(answers[..^1], answer => Assert.Contains(
            answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Conflict]));
    });

    [Fact]
    public Task GetReadiness_FreshAskedForByAReader_Is403AndStartsNothing() => app.AssertUnchangedAsync(async () =>
    {
        string token = app.Issuer.Token("reader", ["DR.Reader", "DR.Approver"]);

        string detail = await AccessTests.AssertProblemAsync(
            await app.SendAsync("GET", $"pairs/{RunningApp.Pair}/readiness?fresh=true", token), HttpStatusCode.Forbidden, "role-missing");

        Assert.Contains("DR.Operator", detail, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("GET", "pairs/none")]
    [InlineData("POST", "pairs/none/sweeps")]
    [InlineData("POST", "pairs/none/readiness/attestations")]
    public Task UnknownPair_Is404BeforeTheBodyIsLookedAt(string method, string path) => app.AssertUnchangedAsync(async () =>
        await AccessTests.AssertProblemAsync(await app.SendAsync(method, path, Token("u1")), HttpStatusCode.NotFound, "unknown-pair"));

    [Fact]
    public async Task AttestReadiness_KnownCaller_IsRecordedBesideTheNameGiven()
    {
        using JsonContent content = JsonContent.Create(new
        {
            check = "customer-managed-data", by = "the boss", reason = "Looked at it in both regions.", expiresAt = TimeProvider.System.GetUtcNow().AddDays(30),
        });

        HttpResponseMessage answer = await app.SendAsync("POST", $"pairs/{RunningApp.Pair}/readiness/attestations", Token("kim"), content);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("the boss (sent by kim@example.org, kim)", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["by"]);
    }

    [Fact]
    public Task StartSweep_ConfirmingWhatNobodyFound_Is409() => app.AssertUnchangedAsync(async () =>
    {
        using JsonContent content = JsonContent.Create(new { confirmDeletions = RunningApp.Pair });

        await AccessTests.AssertProblemAsync(
            await app.SendAsync("POST", $"pairs/{RunningApp.Pair}/sweeps", Token("confirms"), content), HttpStatusCode.Conflict, "nothing-to-confirm");
    });

    private string Token(string id) => app.Issuer.Token(id, AllRoles);
}
