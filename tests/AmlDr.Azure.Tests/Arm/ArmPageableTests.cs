using AmlDr.Azure.Aml;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using AmlDr.Core.Pairs;
using Azure;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Arm;

/// <summary>Lists that are paged in ways that the simulator has no reason to answer.</summary>
public class ArmPageableTests
{
    private const string Workspace = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/one";

    [Theory]
    [InlineData("https://elsewhere.example/list?$skip=2")]
    [InlineData("https://127.0.0.1:1/list?$skip=2")]
    [InlineData("//elsewhere.example/list")]
    [InlineData("/list?$skip=2")]
    [InlineData("file:///etc/passwd")]
    public async Task AsPages_NextLinkElsewhere_IsRefusedAndNotFollowed(string nextLink)
    {
        await using ScriptedServer server = await ServeAsync($$"""{"value":[{"name":"a"}],"nextLink":"{{nextLink}}"}""");

        InvalidAssetException failure = await Assert.ThrowsAsync<InvalidAssetException>(() => NamesAsync(server));

        Assert.Contains(nextLink, failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AsPages_TokenOfAnotherHost_IsRefusedBeforeAnyCall()
    {
        await using ScriptedServer server = await ServeAsync("""{"value":[]}""");
        await using ServiceProvider services = Services(server);

        await Assert.ThrowsAsync<InvalidAssetException>(async () =>
            await List(services).AsPages("https://elsewhere.example/list").GetAsyncEnumerator().MoveNextAsync());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task AsPages_NextLink_IsFollowedAsItIs()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) => ScriptedServer.AnswerAsync(
            response, 200, "application/json",
            request.Number == 0
                ? $$"""{"value":[{"name":"a"}],"nextLink":"http://{{request.Headers["Host"]}}/next/%2F?b=1&%24skip=x%2By%20z%3D"}"""
                : """{"value":[{"name":"b"}],"nextLink":null}"""));

        Assert.Equal(["a", "b"], await NamesAsync(server));
        Assert.Equal("/next/%2F?b=1&%24skip=x%2By%20z%3D", server.Requests.Last().Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","nextLink":"" """)]
    [InlineData(""","nextLink":null""")]
    public async Task AsPages_NoNextLink_IsTheEnd(string nextLink)
    {
        await using ScriptedServer server = await ServeAsync($$"""{"value":[{"name":"a"}]{{nextLink}}}""");

        Assert.Equal(["a"], await NamesAsync(server));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"value":[{"name":"a"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":{"name":"a"}}""")]
    [InlineData("""{"value":["a"]}""")]
    [InlineData("""{"value":[],"nextLink":7}""")]
    [InlineData("""{"value":[],"value":[]}""")]
    public async Task AsPages_AnswerThatIsNoPage_IsInvalidAndNeverEmpty(string body)
    {
        await using ScriptedServer server = await ServeAsync(body);

        await Assert.ThrowsAsync<InvalidAssetException>(() => NamesAsync(server));
    }

    [Fact]
    public async Task AsPages_ContinuationToken_GoesOnThere()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((request, response) => ScriptedServer.AnswerAsync(
            response, 200, "application/json",
            request.Number == 0
                ? $$"""{"value":[{"name":"a"}],"nextLink":"http://{{request.Headers["Host"]}}/next"}"""
                : """{"value":[{"name":"b"}]}"""));
        await using ServiceProvider services = Services(server);
        IAsyncEnumerator<Page<AssetDocument>> pages = List(services).AsPages().GetAsyncEnumerator();
        Assert.True(await pages.MoveNextAsync());

        var rest = new List<string?>();
        await foreach (Page<AssetDocument> page in List(services).AsPages(pages.Current.ContinuationToken))
        {
            rest.AddRange(page.Values.Select(document => document.ResourceName));
        }

        Assert.Equal(["b"], rest);
        Assert.Equal(2, server.Requests.Count);
    }

    private static Task<ScriptedServer> ServeAsync(string body) => ScriptedServer.StartAsync(200, "application/json", body);

    private static ServiceProvider Services(ScriptedServer server) => AppServices.Build(
        server.Endpoint, Workspace, Workspace + "2", new Uri(server.Endpoint, "account/control"), new FixedCredential("t"), null);

    private static AsyncPageable<AssetDocument> List(ServiceProvider services) =>
        services.GetRequiredService<AmlClient>().ListContainers(
            WorkspaceId.Parse(Workspace), KindCatalog.CreateDefault()[KindNames.Model], CancellationToken.None);

    private static async Task<List<string?>> NamesAsync(ScriptedServer server)
    {
        await using ServiceProvider services = Services(server);
        var names = new List<string?>();
        await foreach (AssetDocument document in List(services))
        {
            names.Add(document.ResourceName);
        }

        return names;
    }
}
