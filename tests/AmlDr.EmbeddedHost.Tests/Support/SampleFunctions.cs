using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AmlDr.EmbeddedHost.Tests.Support;

/// <summary>Activities and orchestrators that many tests use.</summary>
public sealed class SampleFunctions(Recorder recorder)
{
    [Function(nameof(Greet))]
    public string Greet([ActivityTrigger] string name, string instanceId)
    {
        recorder.Add($"greet {name}");
        recorder.Add($"instance {instanceId}");
        return $"Hello, {name}!";
    }

    [Function(nameof(Square))]
    public int Square([ActivityTrigger] int number)
    {
        recorder.Add($"square {number}");
        return number * number;
    }

    [SuppressMessage("Usage", "CA2201:Do not raise reserved exception types", Justification = "The case that was observed on the real engine.")]
    [Function(nameof(Boom))]
    public static string Boom([ActivityTrigger] string? input) =>
        throw new ApplicationException("outer", new ArgumentException("inner"));

    [Function(nameof(Hold))]
    public async Task<string> Hold([ActivityTrigger] string gate, CancellationToken cancellation)
    {
        await recorder.PassAsync(gate, cancellation);
        recorder.Add($"held {gate}");
        return gate;
    }

    /// <summary>Fails until it was called so many times.</summary>
    [Function(nameof(FailUntil))]
    public int FailUntil([ActivityTrigger] int goodAttempt)
    {
        recorder.Add("attempt");
        int attempt = recorder.Count("attempt");
        return attempt >= goodAttempt ? attempt : throw new InvalidOperationException($"attempt {attempt}");
    }

    [Function(nameof(GreetAll))]
    public static async Task<string[]> GreetAll([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        string[] names = context.GetInput<string[]>() ?? ["Ada", "Grace"];
        List<string> greetings = [];
        foreach (string name in names)
        {
            greetings.Add(await context.CallActivityAsync<string>(nameof(Greet), name));
        }

        return [.. greetings];
    }

    [Function(nameof(SumOfSquares))]
    public static async Task<int> SumOfSquares([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        int[] squares = await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallActivityAsync<int>(nameof(Square), n)));
        return squares.Sum();
    }

    [Function(nameof(CallBoom))]
    public static Task<string> CallBoom([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>(nameof(Boom), input: null);

    [Function(nameof(Parent))]
    public static async Task<int> Parent([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallSubOrchestratorAsync<int>(nameof(SumOfSquares), 3) + await context.CallSubOrchestratorAsync<int>(nameof(SumOfSquares), 4);

    [Function(nameof(HoldAt))]
    public static Task<string> HoldAt([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(Hold), context.GetInput<string>());

    [Function(nameof(WaitFor))]
    public static async Task<string?> WaitFor([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<string>(context.GetInput<string>() ?? "go");

    [Function(nameof(Start))]
    public static Task<string> Start([ActivityTrigger] string orchestrator, [DurableClient] DurableTaskClient client) =>
        client.ScheduleNewOrchestrationInstanceAsync(orchestrator);
}
