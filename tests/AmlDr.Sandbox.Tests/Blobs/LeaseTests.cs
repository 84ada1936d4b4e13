using System.Net;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Blobs;

/// <summary>Leases; time moves by hand.</summary>
public sealed class LeaseTests : SimulatorTest
{
    private const string Path = "/stmldrcontrol/locks/one";

    private static readonly string First = Guid.NewGuid().ToString(), Second = Guid.NewGuid().ToString();

    [Fact]
    public async Task Acquire_Free_LockedForOthersAndWritableWithTheId()
    {
        await PrepareAsync();

        (await LeaseAsync("acquire", ("x-ms-lease-duration", "15"), ("x-ms-proposed-lease-id", First))).Expect(HttpStatusCode.Created);

        (await LeaseAsync("acquire", ("x-ms-lease-duration", "15"), ("x-ms-proposed-lease-id", Second))).Expect(HttpStatusCode.Conflict, "LeaseAlreadyPresent");
        (await Blob.PutAsync(Path, "x")).Expect(HttpStatusCode.PreconditionFailed, "LeaseIdMissing");
        (await Blob.PutAsync(Path, "x", ("x-ms-lease-id", Second))).Expect(HttpStatusCode.PreconditionFailed, "LeaseIdMismatchWithBlobOperation");
        (await Blob.SendAsync(HttpMethod.Delete, Path)).Expect(HttpStatusCode.PreconditionFailed, "LeaseIdMissing");
        (await Blob.PutAsync(Path, "x", ("x-ms-lease-id", First))).Expect(HttpStatusCode.Created);
        (await Blob.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal("locked leased fixed", await StateAsync());
    }

    [Fact]
    public async Task Acquire_Expired_FreeForOthersAndOldIdIsWorthless()
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "15"), ("x-ms-proposed-lease-id", First));
        Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("unlocked expired", await StateAsync());
        (await Blob.PutAsync(Path, "x", ("x-ms-lease-id", First))).Expect(HttpStatusCode.PreconditionFailed, "LeaseNotPresentWithBlobOperation");
        (await LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", Second))).Expect(HttpStatusCode.Created);
        (await LeaseAsync("renew", ("x-ms-lease-id", First))).Expect(HttpStatusCode.Conflict, "LeaseIdMismatchWithLeaseOperation");
        Assert.Equal("locked leased infinite", await StateAsync());
    }

    [Fact]
    public async Task Renew_Held_LivesOn()
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "20"), ("x-ms-proposed-lease-id", First));
        Clock.Advance(TimeSpan.FromSeconds(15));

        (await LeaseAsync("renew", ("x-ms-lease-id", First))).Expect(HttpStatusCode.OK);
        Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("locked leased fixed", await StateAsync());
    }

    [Fact]
    public async Task Acquire_SameIdAgain_IsHeldAnew()
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "15"), ("x-ms-proposed-lease-id", First));

        (await LeaseAsync("acquire", ("x-ms-lease-duration", "60"), ("x-ms-proposed-lease-id", First))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Release_WithId_Free()
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", First));

        (await LeaseAsync("release", ("x-ms-lease-id", Second))).Expect(HttpStatusCode.Conflict, "LeaseIdMismatchWithLeaseOperation");
        (await LeaseAsync("release", ("x-ms-lease-id", First))).Expect(HttpStatusCode.OK);

        Assert.Equal("unlocked available", await StateAsync());
        (await LeaseAsync("renew", ("x-ms-lease-id", First))).Expect(HttpStatusCode.Conflict, "LeaseIdMismatchWithLeaseOperation");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Renew_Expired_OnlyWhileNobodyHasWritten(bool written)
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "15"), ("x-ms-proposed-lease-id", First));
        Clock.Advance(TimeSpan.FromSeconds(20));
        if (written)
            await Blob.PutAsync(Path, "x");

        Answer renewed = await LeaseAsync("renew", ("x-ms-lease-id", First));

        if (written)
            renewed.Expect(HttpStatusCode.Conflict, "LeaseIdMismatchWithLeaseOperation");
        else
            renewed.Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Break_WithPeriod_LocksUntilItIsOver()
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", First));

        Answer broken = (await LeaseAsync("break", ("x-ms-lease-break-period", "10"))).Expect(HttpStatusCode.Accepted);

        Assert.Equal("10", broken.Header("x-ms-lease-time"));
        Assert.Equal("locked breaking", await StateAsync());
        (await LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", Second))).Expect(HttpStatusCode.Conflict, "LeaseAlreadyPresent");
        (await LeaseAsync("renew", ("x-ms-lease-id", First))).Expect(HttpStatusCode.Conflict, "LeaseIsBrokenAndCannotBeRenewed");
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("unlocked broken", await StateAsync());
        (await LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", Second))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Change_Held_NewIdCountsAndRepeatIsHarmless()
    {
        await PrepareAsync();
        await LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", First));

        (await LeaseAsync("change", ("x-ms-lease-id", First), ("x-ms-proposed-lease-id", Second))).Expect(HttpStatusCode.OK);
        (await LeaseAsync("change", ("x-ms-lease-id", First), ("x-ms-proposed-lease-id", Second))).Expect(HttpStatusCode.OK);

        (await Blob.PutAsync(Path, "x", ("x-ms-lease-id", Second))).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("14")]
    [InlineData("61")]
    [InlineData("0")]
    [InlineData("forever")]
    public async Task Acquire_DurationOutOfRange_BadRequest(string duration)
    {
        await PrepareAsync();

        (await LeaseAsync("acquire", ("x-ms-lease-duration", duration))).Expect(HttpStatusCode.BadRequest, "InvalidHeaderValue");
    }

    [Fact]
    public async Task Acquire_ManyAtOnce_OneWins()
    {
        await PrepareAsync();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LeaseAsync("acquire", ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", Guid.NewGuid().ToString()))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Container_Leased_CannotBeDeletedWithoutTheId()
    {
        await PrepareAsync();
        const string Container = "/stmldrcontrol/locks?restype=container";
        (await Blob.SendAsync(HttpMethod.Put, Container + "&comp=lease", null, ("x-ms-lease-action", "acquire"), ("x-ms-lease-duration", "-1"), ("x-ms-proposed-lease-id", First)))
            .Expect(HttpStatusCode.Created);

        (await Blob.SendAsync(HttpMethod.Delete, Container)).Expect(HttpStatusCode.PreconditionFailed, "LeaseIdMissing");
        (await Blob.PutAsync(Path, "blobs are free")).Expect(HttpStatusCode.Created);
        (await Blob.SendAsync(HttpMethod.Delete, Container, null, ("x-ms-lease-id", First))).Expect(HttpStatusCode.Accepted);
    }

    private async Task PrepareAsync()
    {
        Azure.Blobs.CreateContainer("stmldrcontrol", "locks");
        (await Blob.PutAsync(Path, "lock")).Expect(HttpStatusCode.Created);
    }

    private Task<Answer> LeaseAsync(string action, params (string, string)[] headers) =>
        Blob.SendAsync(HttpMethod.Put, Path + "?comp=lease", null, [("x-ms-lease-action", action), .. headers]);

    private async Task<string> StateAsync()
    {
        Answer head = await Blob.HeadAsync(Path);
        return string.Join(' ', new[] { head.Header("x-ms-lease-status"), head.Header("x-ms-lease-state"), head.Header("x-ms-lease-duration") }.OfType<string>());
    }
}
