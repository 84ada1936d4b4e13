using System.Net;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Copies that take time, and what interrupts them; time moves by hand.</summary>
public sealed class SlowCopyTests : SimulatorTest
{
    private const string Source = "stmldrprimary";

    private const string Destination = "stmldrsecondary";

    private const long MiB = 1024 * 1024;

    [Fact]
    public async Task Copy_AsyncWithBandwidthLimit_ProgressesAndCanBeAborted()
    {
        (string path, string url) = await PrepareAsync(40 * MiB, bytesPerSecond: MiB);
        string id = (await StartAsync(path, url)).Header("x-ms-copy-id")!;
        await AdvanceUntilAsync(async () => (await Blob.HeadAsync(path)).Header("x-ms-copy-progress") != $"0/{40 * MiB}");
        Answer halfway = await Blob.HeadAsync(path);

        (await Blob.PutAsync(path, "x")).Expect(HttpStatusCode.Conflict, "PendingCopyOperation");
        (await AbortAsync(path, Guid.NewGuid().ToString())).Expect(HttpStatusCode.Conflict, "CopyIdMismatch");
        (await AbortAsync(path, id)).Expect(HttpStatusCode.NoContent);

        Answer aborted = await Blob.HeadAsync(path);
        Assert.Equal("pending", halfway.Header("x-ms-copy-status"));
        Assert.Equal("0", halfway.Header("Content-Length"));
        Assert.Equal("aborted", aborted.Header("x-ms-copy-status"));
        Assert.Equal("0", aborted.Header("Content-Length"));
        (await AbortAsync(path, id)).Expect(HttpStatusCode.Conflict, "NoPendingCopyOperation");
    }

    [Fact]
    public async Task Copy_AsyncWithBandwidthLimit_TakesAtLeastItsTime()
    {
        (string path, string url) = await PrepareAsync(40 * MiB, bytesPerSecond: MiB);
        DateTimeOffset begun = Clock.GetUtcNow();
        await StartAsync(path, url);

        await AdvanceUntilAsync(async () => (await Blob.HeadAsync(path)).Header("x-ms-copy-status") == "success");

        Assert.True(Clock.GetUtcNow() - begun >= TimeSpan.FromSeconds(40));
        Assert.Equal((40 * MiB).ToString(System.Globalization.CultureInfo.InvariantCulture), (await Blob.HeadAsync(path)).Header("Content-Length"));
    }

    [Fact]
    public async Task Copy_AsyncSourceRegionLost_FailsWithReason()
    {
        (string path, string url) = await PrepareAsync(40 * MiB, bytesPerSecond: MiB);
        await StartAsync(path, url);
        await AdvanceUntilAsync(async () => (await Blob.HeadAsync(path)).Header("x-ms-copy-progress") != $"0/{40 * MiB}");

        Azure.Regions.TakeDown("westeurope");
        await AdvanceUntilAsync(async () => (await Blob.HeadAsync(path)).Header("x-ms-copy-status") == "failed");

        Answer failed = await Blob.HeadAsync(path);
        Assert.Contains("CannotVerifyCopySource", failed.Header("x-ms-copy-status-description"), StringComparison.Ordinal);
        Assert.Equal("0", failed.Header("Content-Length"));
    }

    [Fact]
    public async Task PutBlockFromUrl_SourceRegionLostHalfWay_FailsAndBlockIsNotThere()
    {
        (string path, string url) = await PrepareAsync(40 * MiB, bytesPerSecond: MiB);
        Task<Answer> copy = PutBlockFromUrlAsync(path, url);
        await Eventually.IsTrue(() => Clock.Waiting > 0, "the copy waits for its bytes");

        Azure.Regions.TakeDown("westeurope");
        await AdvanceUntilCompletedAsync(copy);

        (await copy).Expect(HttpStatusCode.InternalServerError, "CannotVerifyCopySource");
        Assert.Equal(0, Azure.Blobs.CountUncommittedBlocks(Destination, "azureml", "slow"));
    }

    [Fact]
    public async Task PutBlockFromUrl_DestinationRegionLostHalfWay_ConnectionDropsAndEarlierBlocksSurvive()
    {
        (string path, string url) = await PrepareAsync(40 * MiB, bytesPerSecond: null);
        (await PutBlockFromUrlAsync(path, url, "MQ==")).Expect(HttpStatusCode.Created);
        Azure.Blobs.SetBandwidth(Destination, MiB);
        Task<Answer> copy = PutBlockFromUrlAsync(path, url, "Mg==");
        await Eventually.IsTrue(() => Clock.Waiting > 0, "the copy waits for its bytes");

        Azure.Regions.TakeDown("northeurope");
        await AdvanceUntilCompletedAsync(copy);
        await Assert.ThrowsAsync<HttpRequestException>(() => copy);
        Azure.Regions.Restore("northeurope");

        Assert.Equal(1, Azure.Blobs.CountUncommittedBlocks(Destination, "azureml", "slow"));
        (await Blob.GetAsync(path + "?comp=blocklist&blocklisttype=uncommitted")).Expect(HttpStatusCode.OK);
    }

    private async Task<(string Path, string Url)> PrepareAsync(long length, long? bytesPerSecond)
    {
        Azure.Blobs.Put(Source, "azureml", "big", BlobContent.Generated(1, length), withContentMd5: false);
        Azure.Blobs.SetBandwidth(Source, bytesPerSecond);
        string sas = await Blob.DelegationSasAsync(Blob.Primary, "azureml", "big", "r");
        return ($"/{Destination}/azureml/slow", $"{Blob.UrlOf(Source, "azureml", "big")}?{sas}");
    }

    private async Task<Answer> StartAsync(string path, string url) =>
        (await Blob.SendAsync(HttpMethod.Put, path, [], ("x-ms-copy-source", url))).Expect(HttpStatusCode.Accepted);

    private Task<Answer> PutBlockFromUrlAsync(string path, string url, string id = "MQ==") =>
        Blob.SendAsync(HttpMethod.Put, $"{path}?comp=block&blockid={Uri.EscapeDataString(id)}", [], ("x-ms-copy-source", url));

    private Task<Answer> AbortAsync(string path, string id) => Blob.SendAsync(HttpMethod.Put, $"{path}?comp=copy&copyid={id}", [], ("x-ms-copy-action", "abort"));

    private Task AdvanceUntilCompletedAsync(Task task) => Eventually.IsTrue(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return task.IsCompleted;
        },
        "the call ends");

    /// <summary>Moves the clock a second at a time until the condition, which asks over HTTP, holds.</summary>
    private async Task AdvanceUntilAsync(Func<Task<bool>> condition)
    {
        for (int second = 0; second < 1000; second++)
        {
            if (await condition())
                return;
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Fail("A thousand seconds were not enough.");
    }
}
