using AmlDr.Azure.Blobs;
using AmlDr.Azure.Copying;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Sandbox.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Copying;

/// <summary>Copies in one piece.</summary>
public class WholeCopyTests : CopyTest
{
    private const string PutFromUrl = "blobs:putFromUrl";
    private const string CopyFromUrl = "blobs:copyFromUrl";

    public static TheoryData<string, string, string> Ways() => new()
    {
        { "PutBlobFromUrl", "Bearer", PutFromUrl },
        { "PutBlobFromUrl", "UserDelegationSas", PutFromUrl },
        { "CopyBlobFromUrl", "Bearer", CopyFromUrl },
        { "CopyBlobFromUrl", "UserDelegationSas", CopyFromUrl },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_File_IsCopiedByTheServiceWithTypeAndMetadata(string method, string authorization, string operation)
    {
        await Source.UploadAsync(
            "m/größe +1%.bin", BinaryData.FromString("content"), BlobCondition.None, "application/x-model",
            new Dictionary<string, string> { ["Stage"] = "a b" }, None);
        ServiceProvider services = Build(method, authorization);
        using var bytes = new CopyBytes(services);

        await CopyAsync(services, await PlanAsync("m/größe +1%.bin"));

        BlobSnapshot target = AssertCopied("m/größe +1%.bin");
        Assert.Equal("application/x-model", target.ContentType);
        Assert.Equal("a b", Assert.Single(target.Metadata).Value);
        Assert.Single(Sim.Calls(operation));
        Assert.Equal(7, bytes.ByService);
        Assert.Equal(0, bytes.ThroughProcess);
        Assert.Equal(7, Sim.Azure.Calls.Summarise().BytesCopiedByService);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_Empty_IsCopied(string method, string authorization, string operation)
    {
        Sim.PutSource("empty", "");

        await CopyAsync(Build(method, authorization), await PlanAsync("empty"));

        AssertCopied("empty");
        Assert.Equal(1, Sim.Effects(operation));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_SourceWithoutMd5_RemembersItsETag(string method, string authorization, string operation)
    {
        Sim.PutSource("a", "content", withMd5: false);
        PlannedFile file = await PlanAsync("a");

        await CopyAsync(Build(method, authorization), file);
        await CopyAsync(Build(method, authorization), file);

        Assert.Equal(file.SourceETag.Trim('"'), AssertCopied("a").Metadata[PlannedFile.SourceETagMetadata]);
        Assert.Equal(1, Sim.Effects(operation));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_SourceChangedSinceThePlan_IsConflictAndLeavesTheDestination(
        string method, string authorization, string operation)
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        Sim.PutSource("a", "changed");

        await Assert.ThrowsAsync<ConflictException>(() => CopyAsync(Build(method, authorization), file));

        Assert.Empty(Sim.Targets());
        Assert.Equal(0, Sim.Effects(operation));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_DestinationAppearedSinceThePlan_IsConflictAndKept(string method, string authorization, string operation)
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        Sim.PutTarget("a", "another");

        await Assert.ThrowsAsync<ConflictException>(() => CopyAsync(Build(method, authorization), file));

        Assert.Equal(Digests.Md5("another"u8), Assert.Single(Sim.Targets()).ContentMd5);
        Assert.Equal(0, Sim.Effects(operation));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_DestinationThatDiffered_IsReplacedUnlessItChangedAgain(string method, string authorization, string operation)
    {
        Sim.PutSource("a", "content");
        Sim.PutTarget("a", "differs");
        PlannedFile old = await PlanAsync("a");
        Sim.PutTarget("a", "again");

        await Assert.ThrowsAsync<ConflictException>(() => CopyAsync(Build(method, authorization), old));
        Assert.Equal(Digests.Md5("again"u8), Assert.Single(Sim.Targets()).ContentMd5);
        await CopyAsync(Build(method, authorization), await PlanAsync("a"));

        AssertCopied("a");
        Assert.Equal(1, Sim.Effects(operation));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyWholeAsync_Again_FindsItsCopyAndWritesNoSecondTime(string method, string authorization, string operation)
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        ServiceProvider services = Build(method, authorization);
        using var bytes = new CopyBytes(services);

        await CopyAsync(services, file);
        await CopyAsync(services, file);

        AssertCopied("a");
        Assert.Equal(1, Sim.Effects(operation));
        Assert.Equal(7, bytes.ByService);
    }

    [Fact]
    public async Task CopyWholeAsync_SourceWithoutMd5Replaced_OldCopyIsNotTakenForTheNew()
    {
        Sim.PutSource("a", "content", withMd5: false);
        await CopyAsync(Sim.Build(), await PlanAsync("a"));
        Sim.PutSource("a", "changed", withMd5: false);
        PlannedFile file = await PlanAsync("a") with { TargetETag = null };

        await Assert.ThrowsAsync<ConflictException>(() => CopyAsync(Sim.Build(), file));
    }

    [Fact]
    public async Task CopyWholeAsync_CopyOfACopyWithoutMd5_RemembersTheNearerETag()
    {
        await Source.UploadAsync(
            "a", BinaryData.FromString("content"), BlobCondition.None, "text/plain",
            new Dictionary<string, string> { ["AmlDr_Source_ETag"] = "0xold" }, None);
        PlannedFile withMd5 = await PlanAsync("a");
        PlannedFile file = withMd5 with { File = withMd5.File with { ContentMd5 = null } };

        await CopyAsync(Sim.Build(), file);

        Assert.Equal(file.SourceETag.Trim('"'), Assert.Single(Assert.Single(Sim.Targets()).Metadata).Value);
    }

    [Fact]
    public async Task CopyWholeAsync_SourceGone_IsNotFound()
    {
        Sim.PutSource("a", "content");
        PlannedFile file = await PlanAsync("a");
        Sim.Azure.Blobs.Delete(Sim.World.Primary.Account, Sim.World.Primary.BlobContainer, "a");

        await Assert.ThrowsAsync<NotFoundException>(() => CopyAsync(Sim.Build(), file));
    }

    [Fact]
    public async Task CopyWholeAsync_ShutOutWithoutFallback_IsDenied()
    {
        Sim.PutSource("a", "content");

        await Assert.ThrowsAsync<AccessDeniedException>(async () =>
            await CreateShutOut(Sim.Build()).CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, await PlanAsync("a"), None));
        Assert.Empty(Sim.Targets());
        Assert.Equal(0, Sim.Azure.Calls.Summarise().BytesThroughClients);
    }

    private Task CopyAsync(ServiceProvider services, PlannedFile file) =>
        services.GetRequiredService<FileCopier>().CopyWholeAsync(Sim.SourceRoot, Sim.TargetRoot, file, None);

    private ServiceProvider Build(string method, string authorization) =>
        Sim.Build(("Copy:SingleCopyMethod", method), ("Copy:SourceAuthorization", authorization));
}
