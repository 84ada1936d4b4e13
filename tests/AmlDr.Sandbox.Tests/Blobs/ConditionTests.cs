using System.Net;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Conditional headers.</summary>
public sealed class ConditionTests(SimFixture sim) : IClassFixture<SimFixture>
{
    private const string Account = "stmldrprimary";

    private const string Past = "Mon, 01 Jan 2001 00:00:00 GMT";

    private const string Future = "Fri, 01 Jan 2100 00:00:00 GMT";

    [Theory]
    [InlineData("If-Match", "ETAG", HttpStatusCode.OK)]
    [InlineData("If-Match", "*", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"0x0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-None-Match", "ETAG", HttpStatusCode.NotModified)]
    [InlineData("If-None-Match", "\"0x0\"", HttpStatusCode.OK)]
    [InlineData("If-Modified-Since", Past, HttpStatusCode.OK)]
    [InlineData("If-Modified-Since", Future, HttpStatusCode.NotModified)]
    [InlineData("If-Unmodified-Since", Past, HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Unmodified-Since", Future, HttpStatusCode.OK)]
    public async Task Read_Condition_DecidesStatus(string header, string value, HttpStatusCode expected)
    {
        (string path, string etag) = await NewBlobAsync();
        (string, string) condition = (header, value.Replace("ETAG", etag, StringComparison.Ordinal));

        Answer get = await sim.Blob.GetAsync(path, condition);
        Answer head = await sim.Blob.HeadAsync(path, condition);

        Assert.Equal((expected, expected), (get.Status, head.Status));
        if (expected != HttpStatusCode.OK)
            Assert.Equal("ConditionNotMet", get.Header("x-ms-error-code"));
    }

    [Theory]
    [InlineData("If-Match", "ETAG", null)]
    [InlineData("If-Match", "\"0x0\"", "ConditionNotMet")]
    [InlineData("If-None-Match", "*", "BlobAlreadyExists")]
    [InlineData("If-None-Match", "ETAG", "ConditionNotMet")]
    [InlineData("If-Modified-Since", Future, "ConditionNotMet")]
    [InlineData("If-Unmodified-Since", Past, "ConditionNotMet")]
    [InlineData("If-Unmodified-Since", Future, null)]
    public async Task Write_ConditionOnExisting_DecidesStatus(string header, string value, string? error)
    {
        (string path, string etag) = await NewBlobAsync();
        (string, string) condition = (header, value.Replace("ETAG", etag, StringComparison.Ordinal));

        Answer put = await sim.Blob.PutAsync(path, "new", condition);

        if (error is null)
        {
            put.Expect(HttpStatusCode.Created);
            return;
        }

        put.Expect(error == "BlobAlreadyExists" ? HttpStatusCode.Conflict : HttpStatusCode.PreconditionFailed, error);
        Assert.Equal("old", (await sim.Blob.GetAsync(path)).Text);
    }

    [Theory]
    [InlineData("If-None-Match", "*", HttpStatusCode.Created)]
    [InlineData("If-Match", "*", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match", "\"0x0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Unmodified-Since", Past, HttpStatusCode.Created)]
    public async Task Write_ConditionOnMissing_DecidesStatus(string header, string value, HttpStatusCode expected)
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        Assert.Equal(expected, (await sim.Blob.PutAsync($"/{Account}/{container}/b", "new", (header, value))).Status);
    }

    [Theory]
    [InlineData("PUT", "?comp=metadata")]
    [InlineData("PUT", "?comp=properties")]
    [InlineData("DELETE", "")]
    public async Task Change_ETagStale_PreconditionFailed(string method, string query)
    {
        (string path, string etag) = await NewBlobAsync();
        await sim.Blob.PutAsync(path, "newer");

        (await sim.Blob.SendAsync(new HttpMethod(method), path + query, null, ("If-Match", etag))).Expect(HttpStatusCode.PreconditionFailed, "ConditionNotMet");
    }

    [Fact]
    public async Task Write_TwoAtOnceWithStar_OneWins()
    {
        string container = await sim.Blob.NewContainerAsync(Account);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => sim.Blob.PutAsync($"/{Account}/{container}/b", $"{i}", ("If-None-Match", "*"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => answer.Expect(HttpStatusCode.Conflict, "BlobAlreadyExists"));
    }

    [Theory]
    [InlineData("If-Match", "\"a\", \"b\"", "MultipleConditionHeadersNotSupported")]
    [InlineData("If-Modified-Since", "yesterday", "InvalidHeaderValue")]
    public async Task Read_MalformedCondition_BadRequest(string header, string value, string code)
    {
        (string path, _) = await NewBlobAsync();

        (await sim.Blob.GetAsync(path, (header, value))).Expect(HttpStatusCode.BadRequest, code);
    }

    private async Task<(string Path, string ETag)> NewBlobAsync()
    {
        string path = $"/{Account}/{await sim.Blob.NewContainerAsync(Account)}/b";
        Answer put = (await sim.Blob.PutAsync(path, "old")).Expect(HttpStatusCode.Created);
        return (path, put.Header("ETag")!);
    }
}
