using AmlDr.EmbeddedHost.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Conformance;

/// <summary>Reading instances: one, all, by page and filter.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task GetInstance_WithoutPayloads_HasNoneAndRefusesToReadThem()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string id = (await app.RunAsync(nameof(SampleFunctions.GreetAll))).InstanceId;

        OrchestrationMetadata state = (await app.Client.GetInstanceAsync(id, app.Cancellation))!;

        Assert.Null(state.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => state.ReadOutputAs<string[]>());
    }

    [Fact]
    public async Task GetAllInstances_Pages_GiveEachInstanceOnceInOrderOfCreation()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await StartManyAsync(app, 25);
        List<int> sizes = [];
        List<string> ids = [];

        await foreach (Page<OrchestrationMetadata> page in app.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10)).AsPages())
        {
            sizes.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(state => state.InstanceId));
        }

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(Enumerable.Range(0, 25).Select(n => $"i{n:00}"), ids);
    }

    [Fact]
    public async Task GetAllInstances_ContinuationToken_GoesOnFromThere()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await StartManyAsync(app, 5);
        string? token = null;
        await foreach (Page<OrchestrationMetadata> page in app.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2)).AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        List<string> rest = [];
        await foreach (OrchestrationMetadata state in app.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2, ContinuationToken: token)))
        {
            rest.Add(state.InstanceId);
        }

        Assert.Equal(["i02", "i03", "i04"], rest);
        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (OrchestrationMetadata _ in app.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: "made up")))
            {
                // Nothing to do: the token is refused.
            }
        });
    }

    [Fact]
    public async Task GetAllInstances_Filters_GiveTheMatching()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions("mirror|a"), app.Cancellation);
        await app.EndOfAsync("mirror|a");
        app.Time.Advance(TimeSpan.FromHours(1));
        DateTimeOffset later = app.Time.GetUtcNow();
        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions("mirror|b"), app.Cancellation);
        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions("mirrored"), app.Cancellation);
        await app.RestAsync();

        Assert.Equal(["mirror|a", "mirror|b"], await IdsAsync(app, new OrchestrationQuery(InstanceIdPrefix: "mirror|")));
        Assert.Equal(["mirror|b", "mirrored"], await IdsAsync(app, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(["mirror|b", "mirrored"], await IdsAsync(app, new OrchestrationQuery(CreatedFrom: later)));
        Assert.Equal(["mirror|a"], await IdsAsync(app, new OrchestrationQuery(CreatedTo: later.AddSeconds(-1))));
        Assert.Equal(["mirror|b"], await IdsAsync(app, new OrchestrationQuery(later, null, [OrchestrationRuntimeStatus.Running], null, "mirror|")));
        Assert.Empty(await IdsAsync(app, new OrchestrationQuery(TaskHubNames: ["AnotherHub"])));
    }

    [Fact]
    public async Task GetAllInstances_PrefixBeforeAnyCharacter_Matches()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        string[] ids = ["p", "pa", "p\uFFFDa", "p\U0001F600"];
        foreach (string id in ids.Append("q"))
        {
            await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions(id), app.Cancellation);
        }

        Assert.Equal(ids, await IdsAsync(app, new OrchestrationQuery(InstanceIdPrefix: "p")));
    }

    [Fact]
    public async Task GetAllInstances_WithPayloads_CarriesThem()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        await app.RunAsync(nameof(SampleFunctions.GreetAll), new[] { "Bob" });

        OrchestrationMetadata state = await SingleAsync(app.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)));

        Assert.Equal(["Bob"], state.ReadInputAs<string[]>()!);
        Assert.Equal(["Hello, Bob!"], state.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task ListInstanceIds_ByEnd_PagesInOrderOfEnding()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        DateTimeOffset start = app.Time.GetUtcNow();
        foreach (string id in new[] { "c", "a", "b" })
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), new StartOrchestrationOptions(id), app.Cancellation);
            await app.EndOfAsync(id);
        }

        Page<string> first = await app.Client.ListInstanceIdsAsync(pageSize: 2, cancellation: app.Cancellation);
        Page<string> second = await app.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken, cancellation: app.Cancellation);
        Page<string> late = await app.Client.ListInstanceIdsAsync(completedTimeFrom: start.AddMinutes(2), cancellation: app.Cancellation);

        Assert.Equal(["c", "a"], first.Values);
        Assert.Equal(["b"], second.Values);
        Assert.Equal(["a", "b"], late.Values);
    }

    [Fact]
    public async Task Tags_AreKept()
    {
        await using TestApp app = await TestApp.StartAsync([typeof(SampleFunctions)]);
        StartOrchestrationOptions options = new("tagged") { Tags = new Dictionary<string, string> { ["pair"] = "west" } };

        await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.GreetAll), options, app.Cancellation);

        Assert.Equal("west", (await app.EndOfAsync("tagged")).Tags["pair"]);
    }

    private static async Task StartManyAsync(TestApp app, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await app.Client.ScheduleNewOrchestrationInstanceAsync(nameof(SampleFunctions.WaitFor), new StartOrchestrationOptions($"i{i:00}"), app.Cancellation);
        }
    }

    private static async Task<List<string>> IdsAsync(TestApp app, OrchestrationQuery query)
    {
        List<string> ids = [];
        await foreach (OrchestrationMetadata state in app.Client.GetAllInstancesAsync(query))
        {
            ids.Add(state.InstanceId);
        }

        return ids;
    }

    private static async Task<T> SingleAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> all = [];
        await foreach (T item in items)
        {
            all.Add(item);
        }

        return Assert.Single(all);
    }
}
