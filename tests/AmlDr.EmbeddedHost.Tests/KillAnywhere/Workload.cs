using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>
/// A bit of everything with one right end: a fan-out of 200, sub-orchestrations, timers, external events, events between
/// orchestrations that must arrive exactly once, retries, continue-as-new.
/// </summary>
public sealed class Workload(EffectLog effects)
{
    public const string RootId = "root";
    public const int FanOut = 200;
    private const int Events = 12;

    public static readonly string[] EventNames = ["first", "second", "last"];

    [Function(nameof(Root))]
    public static async Task<string> Root([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Task<int[]> fanOut = Task.WhenAll(Enumerable.Range(0, FanOut).Select(n => context.CallActivityAsync<int>(nameof(Work), $"fan{n:000}")));
        Task<string[]> children = Task.WhenAll(Enumerable.Range(0, 5).Select(n =>
            context.CallSubOrchestratorAsync<string>(nameof(Child), n, new SubOrchestrationOptions(instanceId: $"child{n}"))));
        Task<string> collected = context.CallSubOrchestratorAsync<string>(nameof(Collector), new Tally(0, 0), new SubOrchestrationOptions(instanceId: "collector"));
        Task sender = context.CallSubOrchestratorAsync(nameof(Sender), "collector", new SubOrchestrationOptions(instanceId: "sender"));
        Task<string> retried = context.CallActivityAsync<string>(
            nameof(Flaky), "flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(50, TimeSpan.FromMilliseconds(20))));
        int received = 0;
        foreach (string name in EventNames)
        {
            received += await context.WaitForExternalEvent<int>(name);
        }

        await sender;
        string last = await context.CallActivityAsync<string>(nameof(Describe), "end");
        return $"{(await fanOut).Sum()} [{string.Join(' ', await children)}] {await collected} {await retried} {received} {last}";
    }

    [Function(nameof(Child))]
    public static async Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        string text = string.Empty;
        for (int step = 0; step < 3; step++)
        {
            text += await context.CallActivityAsync<string>(nameof(Describe), $"child{number}step{step}");
            await context.CreateTimer(TimeSpan.FromMilliseconds(15), CancellationToken.None);
        }

        context.SetCustomStatus(text);
        return text;
    }

    [Function(nameof(Collector))]
    public static async Task<string> Collector([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Tally tally = context.GetInput<Tally>()!;
        int number = await context.WaitForExternalEvent<int>("number");
        tally = new Tally(tally.Count + 1, (tally.Mixed * 31) + number);
        if (tally.Count == Events)
        {
            return $"{tally.Count} events mixed to {tally.Mixed}";
        }

        context.ContinueAsNew(tally);
        return string.Empty;
    }

    [Function(nameof(Sender))]
    public static async Task Sender([OrchestrationTrigger] TaskOrchestrationContext context, string receiver)
    {
        for (int number = 0; number < Events; number++)
        {
            context.SendEvent(receiver, "number", number);
            if (number % 3 == 0)
            {
                await context.CallActivityAsync(nameof(Describe), $"sent{number}");
            }
        }
    }

    [Function(nameof(Work))]
    public int Work([ActivityTrigger] string key)
    {
        effects.Add(key);
        return key.Length;
    }

    [Function(nameof(Describe))]
    public string Describe([ActivityTrigger] string key)
    {
        effects.Add(key);
        return $"<{key}>";
    }

    [Function(nameof(Flaky))]
    public string Flaky([ActivityTrigger] string key) =>
        effects.AddNext(key) >= 3 ? "at last" : throw new InvalidOperationException("not yet");

    public sealed record Tally(int Count, long Mixed);
}
