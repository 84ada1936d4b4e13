using AmlDr.Azure.Sweeping;
using AmlDr.Core.Assets;
using AmlDr.Core.Ledger;
using AmlDr.Functions.Activities;
using AmlDr.Functions.Mirroring;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Sweeping;
using Microsoft.DurableTask;
using Moq;

namespace AmlDr.Functions.Tests.Orchestrations;

/// <summary>The batch with its assets played: those that are slow send no word before they are asked a second time.</summary>
public class SweepBatchTests
{
    private readonly Mock<TaskOrchestrationContext> _context = new();
    private readonly Queue<MirrorOutcome> _words = new();
    private readonly Dictionary<AssetId, int> _requests = [];
    private readonly HashSet<AssetId> _slow = [];
    private readonly HashSet<AssetId> _failing = [];
    private IReadOnlyList<SweepWorkItem> _noted = [];

    public SweepBatchTests()
    {
        _context.Setup(context => context.InstanceId).Returns("batch");
        _context.Setup(context => context.CallActivityAsync(It.Is<TaskName>(name => name.Name == nameof(RequestMirror)), It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns((TaskName _, object input, TaskOptions _) => Request((MirrorAssetInput)input));
        _context.Setup(context => context.CallActivityAsync(It.Is<TaskName>(name => name.Name == nameof(NoteFailures)), It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Callback((TaskName _, object input, TaskOptions _) => _noted = ((NoteFailuresInput)input).Items).Returns(Task.CompletedTask);
        _context.Setup(context => context.WaitForExternalEvent<MirrorOutcome>(MirrorAsset.CompletedEvent, It.IsAny<CancellationToken>()))
            .Returns((string _, CancellationToken cancelled) => _words.TryDequeue(out MirrorOutcome? word) ? Task.FromResult(word) : Never<MirrorOutcome>(cancelled));

        // Time passes when nobody has anything to say.
        _context.Setup(context => context.CreateTimer(It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Returns((TimeSpan _, CancellationToken cancelled) => _words.Count > 0 ? Never<object>(cancelled) : Task.CompletedTask);
    }

    [Fact]
    public async Task RunAsync_MoreStragglersThanTheWindow_HoldUpNobodyAndAreHandedBack()
    {
        SweepWorkItem[] items = Items(60);
        _slow.UnionWith(items.Take(20).Select(item => item.Asset));

        SweepBatchResult result = await RunAsync(items);

        Assert.Equal(new SweepCounts(Mirrored: 40), result.Counts["model"]);
        Assert.Equal(items.Take(20), result.Stragglers);
        Assert.All(_requests.Values, requests => Assert.Equal(1, requests));
        Assert.Equal(60, _requests.Count);
    }

    [Fact]
    public async Task RunAsync_WordOfAStragglerWhileTheBatchLasts_Counts()
    {
        SweepWorkItem[] items = Items(40);
        _slow.UnionWith(items.Take(16).Select(item => item.Asset));
        _context.Setup(context => context.CallActivityAsync(
                It.Is<TaskName>(name => name.Name == nameof(RequestMirror)), It.Is<object>(input => ((MirrorAssetInput)input).Asset == items[30].Asset), It.IsAny<TaskOptions>()))
            .Returns((TaskName _, object input, TaskOptions _) =>
            {
                _words.Enqueue(new MirrorOutcome(items[3].Asset, AssetState.Mirrored));
                return Request((MirrorAssetInput)input);
            });

        SweepBatchResult result = await RunAsync(items);

        Assert.Equal(25, result.Counts["model"].Mirrored);
        Assert.Equal(15, result.Stragglers.Count);
        Assert.DoesNotContain(items[3], result.Stragglers);
    }

    [Fact]
    public async Task RunAsync_OfStragglers_AsksAgainAndWaitsToTheirEnd()
    {
        SweepWorkItem[] items = Items(20);
        _slow.UnionWith(items.Select(item => item.Asset));
        _context.Setup(context => context.GetInput<SweepBatchInput>()).Returns(new SweepBatchInput("p", null, 0, items));

        SweepBatchResult result = await SweepBatch.RunAsync(_context.Object);

        Assert.Equal(20, result.Counts["model"].Mirrored);
        Assert.Empty(result.Stragglers);
        Assert.All(_requests.Values, requests => Assert.Equal(2, requests));
    }

    [Fact]
    public async Task RunAsync_FailedAndRefused_AreNotedWithTheDocumentThatTheyFailedWith()
    {
        SweepWorkItem[] items = Items(20);
        _failing.UnionWith(items.Take(3).Select(item => item.Asset));

        SweepBatchResult result = await RunAsync(items);

        Assert.Equal(new SweepCounts(Mirrored: 17, Failed: 3), result.Counts["model"]);
        Assert.Equal(items.Take(3), _noted);
    }

    [Fact]
    public async Task RunAsync_WordOfSomebodyElse_CountsNothing()
    {
        _words.Enqueue(new MirrorOutcome(new AssetId("model", "other", "1"), AssetState.Mirrored));

        SweepBatchResult result = await RunAsync(Items(1));

        Assert.Equal(1, result.Counts["model"].Mirrored);
    }

    private static SweepWorkItem[] Items(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SweepWorkItem(new AssetId("model", $"m{i:D3}", "1"), $"f{i}"))];

    private static async Task<T> Never<T>(CancellationToken cancelled)
    {
        var never = new TaskCompletionSource<T>();
        await using CancellationTokenRegistration registration = cancelled.Register(() => never.TrySetCanceled(cancelled));
        return await never.Task;
    }

    private Task<SweepBatchResult> RunAsync(SweepWorkItem[] items)
    {
        _context.Setup(context => context.GetInput<SweepBatchInput>()).Returns(new SweepBatchInput("p", "list", 2, []));
        _context.Setup(context => context.CallActivityAsync<IReadOnlyList<SweepWorkItem>>(
                It.Is<TaskName>(name => name.Name == nameof(ReadWork)), new ReadWorkInput("list", 2), It.IsAny<TaskOptions>()))
            .ReturnsAsync(items);
        return SweepBatch.RunAsync(_context.Object);
    }

    private Task Request(MirrorAssetInput input)
    {
        int requests = _requests[input.Asset] = _requests.GetValueOrDefault(input.Asset) + 1;
        Assert.Equal(["batch"], input.Waiters);
        if (requests > 1 || !_slow.Contains(input.Asset))
        {
            _words.Enqueue(new MirrorOutcome(input.Asset, _failing.Contains(input.Asset) ? AssetState.Failed : AssetState.Mirrored));
        }

        return Task.CompletedTask;
    }
}
