using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Files;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Failures;
using AmlDr.Core.Ledger;
using AmlDr.Core.Notebooks;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Notebooks;

public class NotebookMirrorTests : NotebookTest
{
    private const long Range = FileShareClient.LargestRange;

    [Fact]
    public async Task CopyUnitAsync_FilesAndFolders_StandInTheSecondaryWithTheirTimes()
    {
        Put("Users/alice/train.ipynb", "one");
        Put("Users/alice/deep/er/still/a.py", "two");
        Put("Users/bob/empty.txt", "");
        Put("readme.md", "three");

        (NotebookComparison found, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((4, 4, 0), (found.Files, found.Differing, found.Extra));
        Assert.Equal((4, 0), (counts.Copied, counts.Failed));
        AssertEqualShares();
    }

    [Theory]
    [InlineData("Users/al ice/50% off & more+.ipynb")]
    [InlineData("Users/José/日本語 ノート.ipynb")]
    [InlineData("Users/a/#1 (copy) [x] {y} ~$temp';=,@.txt")]
    [InlineData("Users/a/ends with a dot.")]
    [InlineData("Users/dot.folder./x")]
    [InlineData("Users/a/%2E%2E%2Fescape")]
    [InlineData("Users/a/.hidden/..also")]
    public async Task CopyUnitAsync_OddName_ArrivesLetterByLetter(string path)
    {
        Put(path, "content");

        (_, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((1, 0), (counts.Copied, counts.Failed));
        AssertEqualShares();
    }

    [Fact]
    public async Task CopyUnitAsync_FileOfSeveralRanges_ArrivesWhole()
    {
        Put("big.bin", BlobContent.Generated(7, (5 * Range) + 3));

        await MirrorAsync();

        AssertEqualShares();
        Assert.Equal(6, Sim.Effects("files:putRangeFromUrl"));
        Assert.Empty(Sim.Calls("files:get"));
    }

    [Fact]
    public async Task CompareAsync_SecondTime_CostsListsAlone()
    {
        Put("Users/alice/a.ipynb", "one");
        Put("Users/bob/b.ipynb", "two");
        await MirrorAsync();
        long before = Sim.Azure.Calls.LastSequence;

        (NotebookComparison found, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((2, 0, 0), (found.Files, found.Differing, found.UnitCount));
        Assert.Equal(0, counts.Copied);
        Assert.Equal(8, Sim.Calls("directories:list", since: before).Count);
        Assert.DoesNotContain(
            Sim.Azure.Calls.Read(new Sandbox.Observation.CallQuery { Since = before, Service = Sandbox.Observation.AzureService.File }), call => call.Operation != "directories:list");
    }

    [Fact]
    public async Task CopyUnitAsync_ChangedFileOfTheSameLength_IsCopiedAndTheOthersAreNot()
    {
        Put("a.ipynb", "one");
        Put("b.ipynb", "two");
        await MirrorAsync();
        Put("a.ipynb", "eno");

        (NotebookComparison found, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((1, 1), (found.Differing, counts.Copied));
        Assert.Equal("eno", Target("a.ipynb"));
    }

    [Fact]
    public async Task CopyUnitAsync_SameLengthAndMd5AtAnotherTime_IsSettledWithoutACopy()
    {
        Put("a.ipynb", "one");
        await MirrorAsync();
        string md5 = Digests.Md5("one"u8.ToArray());
        await SetMd5Async(Sim.World.Primary.Account, "a.ipynb", md5);
        await SetMd5Async(Sim.World.Secondary.Account, "a.ipynb", md5);
        int ranges = Sim.Effects("files:putRangeFromUrl");

        (NotebookComparison found, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((1, 0, 1), (found.Differing, counts.Copied, counts.Settled));
        Assert.Equal(ranges, Sim.Effects("files:putRangeFromUrl"));
        Assert.Equal(0, (await MirrorAsync()).Found.Differing);
    }

    [Fact]
    public async Task CompareAsync_DeletedInThePrimary_IsKeptAndCounted()
    {
        Put("a.ipynb", "one");
        PutTarget("gone.ipynb", "kept");
        PutTarget("old/gone2.ipynb", "kept");

        (NotebookComparison found, _) = await MirrorAsync();

        Assert.Equal(1, found.Extra);
        Assert.Equal(("kept", "kept", "one"), (Target("gone.ipynb"), Target("old/gone2.ipynb"), Target("a.ipynb")));
    }

    [Fact]
    public async Task CopyUnitAsync_NameInOtherCase_IsTheSameFile()
    {
        PutTarget("Users/Alice/A.IPYNB", "old");
        Put("Users/alice/a.ipynb", "new");

        (NotebookComparison found, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((0, 1, 0), (found.Extra, counts.Copied, counts.Failed));
        Assert.Equal("new", Target("users/alice/a.ipynb"));
        Assert.Single(Targets());
    }

    [Fact]
    public async Task CopyUnitAsync_FolderWhereAFileMustBeAndTheOtherWayRound_AreToldAndHoldUpNothing()
    {
        Put("x", "file");
        PutTarget("x/inside", "stays");
        Put("y/inside", "file");
        PutTarget("y", "stays");
        Put("z", "arrives");

        (_, NotebookCounts counts) = await MirrorAsync();

        Assert.Equal((1, 2), (counts.Copied, counts.Failed));
        Assert.Equal(["x", "y"], counts.Failures.Select(failure => failure.Path).Order(StringComparer.Ordinal));
        Assert.All(counts.Failures, failure => Assert.Equal("Conflict", failure.Code));
        Assert.Equal(("stays", "stays", "arrives"), (Target("x/inside"), Target("y"), Target("z")));
    }

    [Fact]
    public async Task CopyUnitAsync_DeletedSinceTheComparison_IsSettled()
    {
        Put("a.ipynb", "one");
        NotebookComparison found = (await Get<NotebookComparer>().CompareAsync(Sim.Pair.Name, "p", None))!;
        await DeleteAsync("a.ipynb");

        NotebookCounts counts = await Get<NotebookCopier>().CopyUnitAsync(Sim.Pair.Name, "p", 0, None);

        Assert.Equal((1, 1, 0), (found.Differing, counts.Settled, counts.Failed));
        Assert.Empty(Targets());
    }

    [Fact]
    public async Task CopyUnitAsync_ChangesWhileItIsCopied_OldOneStaysAndTheNextPassCopiesTheNew()
    {
        Put("a.ipynb", "old");
        await MirrorAsync();
        Put("a.ipynb", "new");
        int before = Sim.Calls("files:putRangeFromUrl").Count;
        Sim.Fail("files:putRangeFromUrl", FaultKind.Error503, times: null);
        Task<(NotebookComparison, NotebookCounts)> mirror = MirrorAsync();
        await Eventually.HoldsAsync(() => Sim.Calls("files:putRangeFromUrl").Count > before, "the copy is under way");
        Put("a.ipynb", "now");
        Sim.Azure.Faults.Clear();

        (_, NotebookCounts counts) = await mirror;

        Assert.Equal(("Conflict", "a.ipynb"), (Assert.Single(counts.Failures).Code, counts.Failures[0].Path));
        Assert.Equal("old", Target("a.ipynb"));
        await MirrorAsync();
        Assert.Equal("now", Target("a.ipynb"));
    }

    [Fact]
    public async Task CopyUnitAsync_CrashInTheMiddleOfALargeFile_GoesOnWhereItWas()
    {
        const long stretch = 64 * Range;
        Put("large.bin", BlobContent.Generated(3, (2 * stretch) + 5));
        Sim.Fail("files:putRangeFromUrl", FaultKind.Error500, times: null, skip: 80);
        await Assert.ThrowsAsync<TransientException>(MirrorAsync);
        Assert.Empty(Targets());
        Sim.Azure.Faults.Clear();
        int before = Sim.Effects("files:putRangeFromUrl");

        await MirrorAsync();

        AssertEqualShares();
        Assert.Equal(65, Sim.Effects("files:putRangeFromUrl") - before);
    }

    [Fact]
    public async Task CopyUnitAsync_OldFileStandsUntilTheNewOneIsWhole()
    {
        Put("a.ipynb", "old");
        await MirrorAsync();
        Put("a.ipynb", "brand new");
        Sim.Fail("files:rename", FaultKind.Error500, times: null);

        await Assert.ThrowsAsync<TransientException>(MirrorAsync);

        Assert.Equal("old", Target("a.ipynb"));
    }

    [Fact]
    public async Task CopyUnitAsync_ServiceMayNotReadTheSource_StreamsOnlyWhereTheSettingAllows()
    {
        Put("a.ipynb", "one");
        Services = BuildShutOut();
        (_, NotebookCounts refused) = await MirrorAsync();
        await Services.DisposeAsync();
        Services = BuildShutOut(("Copy:StreamingFallback", "true"));
        (_, NotebookCounts streamed) = await MirrorAsync();

        Assert.Equal("AccessDenied", Assert.Single(refused.Failures).Code);
        Assert.Equal(1, streamed.Copied);
        AssertEqualShares();
    }

    [Theory]
    [InlineData("directories:list")]
    [InlineData("directories:create")]
    [InlineData("files:head")]
    [InlineData("files:create")]
    [InlineData("files:putRangeFromUrl")]
    [InlineData("files:setProperties")]
    [InlineData("files:setMetadata")]
    [InlineData("files:rename")]
    public async Task Pass_CallFailsOnce_EndsWithEqualShares(string operation)
    {
        foreach (FaultKind kind in FaultKinds.Passing)
        {
            Put($"Users/{kind}/a.ipynb", $"content of {kind}");
            Sim.Fail(operation, kind);

            (_, NotebookCounts counts) = await FaultKinds.UntilDoneAsync(MirrorAsync);

            Assert.True(counts.Failed == 0, $"{kind}: {string.Join("; ", counts.Failures)}");
            AssertEqualShares();
        }
    }

    [Theory]
    [InlineData("westeurope")]
    [InlineData("northeurope")]
    public async Task Pass_RegionLost_FailsWithoutTouchingAFile(string region)
    {
        Put("a.ipynb", "old");
        await MirrorAsync();
        Put("a.ipynb", "new");
        await Get<NotebookComparer>().CompareAsync(Sim.Pair.Name, "cut", None);
        Sim.Azure.Regions.TakeDown(region);

        await Assert.ThrowsAnyAsync<AmlDrException>(() => Get<NotebookCopier>().CopyUnitAsync(Sim.Pair.Name, "cut", 0, None));

        Assert.Equal("old", Target("a.ipynb"));
    }

    [Fact]
    public async Task CompareAsync_DatastoreNamesTheShare_AnotherNameIsFollowed()
    {
        string id = $"{Sim.World.Secondary.ResourceId}/datastores/workspaceworkingdirectory";
        JsonObject store = Sim.Azure.Resources.Get(id)!;
        store["properties"]!["fileShareName"] = "elsewhere";
        store["properties"]!["credentials"] = new JsonObject { ["credentialsType"] = "None" };
        Sim.Azure.Resources.Put(id, store);
        Sim.Azure.Files.CreateShare(Sim.World.Secondary.Account, "elsewhere");
        Put("a.ipynb", "one");

        await MirrorAsync();

        Assert.NotNull(Sim.Azure.Files.Read(Sim.World.Secondary.Account, "elsewhere", "a.ipynb"));
    }

    [Fact]
    public async Task RecordAsync_Passes_TellInTheLedgerHowTheShareStands()
    {
        Put("a.ipynb", "one");
        (NotebookComparison found, NotebookCounts counts) = await MirrorAsync();
        DateTimeOffset first = DateTimeOffset.UnixEpoch.AddDays(1);
        NotebookReport good = await RecordAsync(found, counts, first);
        NotebookReport bad = await RecordAsync(found, counts.AddFailure("b.ipynb", new AccessDeniedException("no")), first.AddDays(1));

        Assert.Equal((first, first), (good.LastSuccess, bad.LastSuccess));
        AssetRecord record = (await Get<LedgerStore>().TryGetAsync(Sim.Pair.Name, new(NotebookRecorder.KindName, Share, ""), None))!;
        Assert.Equal((AssetState.Failed, "NotebookFiles", first), (record.State, record.Reason?.Code, record.MirroredAt));
        Assert.Contains("b.ipynb", record.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal((1, 3), (record.FileCount, record.ContentBytes));
        Assert.Equal(bad, await Get<NotebookRecorder>().TryGetAsync(Sim.Pair.Name, None), (left, right) => left!.EndedAt == right!.EndedAt);
    }

    private ServiceProvider BuildShutOut(params (string Key, string Value)[] settings) => AppServices.Build(
        Sim.Azure.Endpoint, Sim.World.Primary.ResourceId, Sim.World.Secondary.ResourceId, Sim.ControlRoot, new ShutOutCredential(Sim.Credential), null, settings);

    private Task<NotebookReport> RecordAsync(NotebookComparison found, NotebookCounts counts, DateTimeOffset at) => Get<NotebookRecorder>().RecordAsync(
        Sim.Pair.Name, "p0", new NotebookReport { StartedAt = at, EndedAt = at, Comparison = found, Counts = counts }, None);

    private Task SetMd5Async(string account, string path, string md5) =>
        SendAsync(HttpMethod.Put, account, $"{path}?comp=properties", request => request.Headers.Add("x-ms-content-md5", md5));

    private Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, Sim.World.Primary.Account, path, _ => { });

    private async Task SendAsync(HttpMethod method, string account, string path, Action<HttpRequestMessage> change)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{Sim.Azure.FileEndpoint(account)}{Share}/{path}");
        string token = (await Sim.Credential.GetTokenAsync(new(["https://storage.azure.com/.default"]), None)).Token;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("x-ms-version", "2024-08-04");
        request.Headers.Add("x-ms-file-request-intent", "backup");
        change(request);
        using HttpResponseMessage response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Gives each client of the storage its token; those that are passed on to the service, to read with, are for another service.</summary>
    private sealed class ShutOutCredential(SimulatorCredential inner) : TokenCredential
    {
        // The clients for blobs and for files keep the token that they ask for first.
        private const int Clients = 2;
        private int _given;

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            requestContext.Scopes.Any(scope => scope.Contains("storage", StringComparison.Ordinal)) && Interlocked.Increment(ref _given) > Clients
                ? inner.GetToken(new TokenRequestContext(["https://management.azure.com/.default"]), cancellationToken)
                : inner.GetToken(requestContext, cancellationToken);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
