using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Pipeline;

/// <summary>What an answer's status becomes, and how often the call behind it is sent.</summary>
public class FailureMappingTests
{
    private const string Workspace = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/one";

    private const string AmlError =
        """
        {"error":{"code":"UserError","message":"What went wrong.","details":[],
        "additionalInfo":[{"type":"ComponentName","info":{"value":"managementfrontend"}},{"type":"InnerError","info":{"value":{"code":"InnerCode"}}}]}}
        """;

    public static TheoryData<int, Type, bool> Statuses() => new()
    {
        { 400, typeof(InvalidAssetException), false },
        { 401, typeof(AccessDeniedException), false },
        { 403, typeof(AccessDeniedException), false },
        { 408, typeof(TransientException), true },
        { 409, typeof(ConflictException), false },
        { 412, typeof(ConflictException), false },
        { 422, typeof(InvalidAssetException), false },
        { 429, typeof(ThrottledException), true },
        { 500, typeof(TransientException), true },
        { 503, typeof(TransientException), true },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Read_Status_IsTypedWithItsCodesAndRepeatedWhileItMayPass(int status, Type expected, bool isRepeated)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(status, "application/json", AmlError, ("Retry-After", "0"));
        await using ServiceProvider services = Services(server);

        Exception failure = await Record.ExceptionAsync(() => services.GetRequiredService<AmlClient>()
            .TryGetVersionAsync(WorkspaceId.Parse(Workspace), Documents.ModelId(), CancellationToken.None));

        Assert.IsType(expected, failure);
        Assert.Contains($"{status} UserError (InnerCode). What went wrong.", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"GET {Workspace}/models/churn/versions/1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(isRepeated ? 4 : 1, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Write_Status_IsTypedAndSentOnceUnlessItWasNotCarriedOut(int status, Type expected, bool isRepeatedRead)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(status, "application/json", AmlError, ("Retry-After", "0"));
        await using ServiceProvider services = Services(server);

        Exception failure = await Record.ExceptionAsync(() => PutAsync(services));

        Assert.IsType(expected, failure);
        Assert.Contains($"{status} UserError (InnerCode)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(status == 429 ? 4 : 1, server.Requests.Count);
        Assert.True(isRepeatedRead || server.Requests.Count == 1);
    }

    [Fact]
    public async Task Write_NotFound_IsNotFound()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(404, "application/json", AmlError);
        await using ServiceProvider services = Services(server);

        await Assert.ThrowsAsync<NotFoundException>(() => PutAsync(services));
    }

    [Fact]
    public async Task Write_ThrottledToTheEnd_CarriesTheRetryAfter()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) => ScriptedServer.AnswerAsync(
            response, 429, "application/json", AmlError, ("Retry-After", request.Number == 3 ? "17" : "0")));
        await using ServiceProvider services = Services(server);

        ThrottledException failure = await Assert.ThrowsAsync<ThrottledException>(() => PutAsync(services));

        Assert.Equal(TimeSpan.FromSeconds(17), failure.RetryAfter);
    }

    [Theory]
    [InlineData("application/json", """{"error":{"code":"C","message":"M"}}""", "400 C. M")]
    [InlineData("application/json", "\uFEFF {\"error\":{\"code\":\"C\",\"message\":\"M\"}}", "400 C. M")]
    [InlineData("application/json", """{"error":"invalid_token"}""", "400 Bad Request. {\"error\":\"invalid_token\"}")]
    [InlineData("application/json", """{"error":{"code":"C","code":"D","message":"M"}}""", "400 Bad Request. {\"error\"")]
    [InlineData("application/json", """{"error":null}""", "400 Bad Request.")]
    [InlineData("application/json", """{"error":{"code":7,"additionalInfo":{"type":"InnerError"}}}""", "400 Bad Request.")]
    [InlineData("application/json", """{"error":{"code":"C","additionalInfo":["x",null,{"type":"InnerError","info":"y"}]}}""", "400 Bad Request. {\"error\"")]
    [InlineData("application/json", """{"error":{""", "400 Bad Request. {\"error\":{")]
    [InlineData("application/json", "[]", "400 Bad Request.")]
    [InlineData("text/html", "<html><body>Sign in<br></body></html>", "400 Bad Request. <html>")]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><Error><Code>C</Code><Message>M\nRequestId:1</Message></Error>", "400 C. M")]
    [InlineData("text/plain", "", "400 Bad Request.")]
    [InlineData("text/plain", "plain", "400 Bad Request.")]
    public async Task Failure_AnyErrorBody_IsReadAsFarAsItCanBe(string contentType, string body, string expected)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(400, contentType, body);
        await using ServiceProvider services = Services(server);

        InvalidAssetException failure = await Assert.ThrowsAsync<InvalidAssetException>(() => PutAsync(services));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_LongBody_IsShortened()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            400, "application/json", "{\"error\":{\"code\":\"C\",\"message\":\"" + new string('m', 100_000) + "\"}}");
        await using ServiceProvider services = Services(server);

        InvalidAssetException failure = await Assert.ThrowsAsync<InvalidAssetException>(() => PutAsync(services));

        Assert.InRange(failure.Message.Length, 500, 1000);
    }

    [Fact]
    public async Task Failure_OfSignedAddress_DoesNotRepeatTheSignature()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(403, "application/xml", "<Error><Code>C</Code></Error>");
        await using ServiceProvider services = Services(server);
        BlobContainerClient container =
            services.GetRequiredService<BlobClientFactory>().GetContainer(new Uri(server.Endpoint, "account/c?sp=r&sig=c2VjcmV0"));

        AccessDeniedException failure =
            await Assert.ThrowsAsync<AccessDeniedException>(() => container.TryGetPropertiesAsync("x", CancellationToken.None));

        Assert.DoesNotContain("c2VjcmV0", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("sig=c2VjcmV0", Assert.Single(server.Requests).Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"name":"a","properties":{"tags":{"k":"1","k":"2"}}}""")]
    public async Task Write_SuccessWithBodyThatIsNoDocument_IsNotReportedAsDone(string body)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(200, "application/json", body);
        await using ServiceProvider services = Services(server);

        await Assert.ThrowsAsync<InvalidAssetException>(() => PutAsync(services));
        Assert.Single(server.Requests);
    }

    private static Task<ArmWrite> PutAsync(ServiceProvider services) => services.GetRequiredService<AmlClient>().PutVersionAsync(
        WorkspaceId.Parse(Workspace), Documents.ModelId(), new JsonObject { ["properties"] = new JsonObject() }, CancellationToken.None);

    private static ServiceProvider Services(ScriptedServer server) => AppServices.Build(
        server.Endpoint, Workspace, Workspace + "2", new Uri(server.Endpoint, "account/control"), new FixedCredential("t"), null);
}
