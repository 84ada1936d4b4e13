using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AmlDr.Benchmarks.Engine;

/// <summary>The workloads: a sequence of five activities, and a fan-out.</summary>
public static class BenchmarkFunctions
{
    [Function(nameof(Echo))]
    public static int Echo([ActivityTrigger] int number) => number;

    [Function(nameof(Sequence))]
    public static async Task<int> Sequence([OrchestrationTrigger] TaskOrchestrationContext context, int length)
    {
        int sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += await context.CallActivityAsync<int>(nameof(Echo), i);
        }

        return sum;
    }

    [Function(nameof(FanOut))]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int width) =>
        (await Task.WhenAll(Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>(nameof(Echo), i)))).Sum();
}
