using AmlDr.EmbeddedHost.Testing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Tests.Support;

/// <summary>Starts an app with the functions of some types, a manual clock and a <see cref="Recorder"/>.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    /// <summary>No test waits longer than this for anything.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _deadline = new(Deadline);

    private TestApp(EmbeddedHostTestServer server, ManualTimeProvider time, Recorder recorder)
    {
        Server = server;
        Time = time;
        Recorder = recorder;
    }

    public EmbeddedHostTestServer Server { get; }

    public ManualTimeProvider Time { get; }

    public Recorder Recorder { get; }

    public DurableTaskClient Client => Server.Client;

    public CancellationToken Cancellation => _deadline.Token;

    public static async Task<TestApp> StartAsync(
        Type[] functions, string? hostJson = null, Action<FunctionsApplicationBuilder>? configure = null, IDictionary<string, string?>? settings = null)
    {
        ManualTimeProvider time = new();
        Recorder recorder = new();
        EmbeddedHostTestServer server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
        {
            FunctionTypes = functions,
            TimeProvider = time,
            HostJson = hostJson,
            Settings = settings ?? new Dictionary<string, string?>(),
            Configure = builder =>
            {
                builder.Services.AddSingleton(recorder);
                configure?.Invoke(builder);
            },
        });
        return new TestApp(server, time, recorder);
    }

    /// <summary>Starts an orchestration, waits for its end and gives its state with payloads.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null)
    {
        string id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, Cancellation);
        return await EndOfAsync(id);
    }

    public Task<OrchestrationMetadata> EndOfAsync(string instanceId) =>
        Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, Cancellation);

    public async Task<OrchestrationMetadata> StateOfAsync(string instanceId) =>
        await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, Cancellation) ?? throw new InvalidOperationException($"No instance '{instanceId}'.");

    public Task RestAsync() => Server.WhenIdleAsync(Cancellation);

    public Task AdvanceAsync(TimeSpan span) => Server.AdvanceAsync(span, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _deadline.Dispose();
    }
}
