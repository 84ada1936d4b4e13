using AmlDr.Azure.Mirroring;
using AmlDr.Core.Pairs;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Two simulated regions in this process, and the app's services that reach them over HTTP as they would reach Azure.</summary>
internal sealed class SimulatedPair : IAsyncDisposable
{
    private readonly List<ServiceProvider> _built = [];
    private readonly ServiceProvider _services;

    private SimulatedPair(SimulatedAzure azure)
    {
        Azure = azure;
        Credential = new SimulatorCredential(azure.Tokens);
        _services = Build();
    }

    public SimulatedAzure Azure { get; }

    public SimulatorCredential Credential { get; }

    public WorldTopology World => Azure.World;

    public Pair Pair => Get<PairRegistry>()[AppServices.PairName];

    /// <summary>The container behind <c>workspaceblobstore</c> of the primary, as the app addresses it.</summary>
    public Uri SourceRoot => new($"{Azure.BaseUrl}/{World.Primary.Account}/{World.Primary.BlobContainer}");

    /// <summary>The same of the secondary.</summary>
    public Uri TargetRoot => new($"{Azure.BaseUrl}/{World.Secondary.Account}/{World.Secondary.BlobContainer}");

    /// <summary>The control store's container. It does not exist at first.</summary>
    public Uri ControlRoot => new($"{Azure.BaseUrl}/{World.ControlAccount.Name}/amldr");

    public static async Task<SimulatedPair> StartAsync(SimulatedAzureOptions? options = null) =>
        new(await SimulatedAzure.StartAsync((options ?? new SimulatedAzureOptions()) with { HangLength = TimeSpan.FromMilliseconds(50) }));

    /// <summary>One of the app's services.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The app's services on other settings, against the same simulated regions. They live as long as this.</summary>
    public ServiceProvider Build(params (string Key, string Value)[] settings) => Build(null, settings);

    /// <summary>The app's services on a clock of the test's.</summary>
    public ServiceProvider Build(TimeProvider? clock, params (string Key, string Value)[] settings)
    {
        ServiceProvider services = AppServices.Build(
            Azure.Endpoint, World.Primary.ResourceId, World.Secondary.ResourceId, ControlRoot, Credential, clock, settings);
        _built.Add(services);
        return services;
    }

    /// <summary>Lets calls of one operation fail. What is answered 429 or 503 asks for no wait beyond the client's own.</summary>
    public void Fail(
        string operation, FaultKind kind, int? times = 1, string? region = null, int skip = 0, int hangMilliseconds = 50, string? path = null) =>
        Azure.Faults.Add(new FaultRule
        {
            Operation = operation,
            Kinds = [kind],
            Times = times,
            Region = region,
            Skip = skip,
            HangMilliseconds = hangMilliseconds,
            PathPattern = path,
            RetryAfterSeconds = 0,
        });

    /// <summary>The calls of one operation so far.</summary>
    public IReadOnlyList<CallRecord> Calls(string operation, string? region = null, long since = 0) =>
        Azure.Calls.Read(new CallQuery { Operation = operation, Region = region, Since = since });

    /// <summary>How many calls of one operation changed something.</summary>
    public int Effects(string operation, string? region = null, long since = 0) =>
        Calls(operation, region, since).Count(call => call.TookEffect);

    /// <summary>Puts a blob into the primary's default container, past HTTP.</summary>
    public void PutSource(string name, string text, bool withMd5 = true) =>
        PutSource(name, BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)), withMd5);

    public void PutSource(string name, BlobContent content, bool withMd5 = true) =>
        Azure.Blobs.Put(World.Primary.Account, World.Primary.BlobContainer, name, content, "application/x-test", withMd5);

    /// <summary>Puts a blob into the secondary's default container, past HTTP.</summary>
    public void PutTarget(string name, string text, bool withMd5 = true) =>
        Azure.Blobs.Put(
            World.Secondary.Account, World.Secondary.BlobContainer, name,
            BlobContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text)), "application/x-test", withMd5);

    /// <summary>What the primary's default container holds.</summary>
    public IReadOnlyList<BlobSnapshot> Sources(string prefix = "") =>
        Azure.Blobs.List(World.Primary.Account, World.Primary.BlobContainer, prefix);

    /// <summary>What the secondary's default container holds.</summary>
    public IReadOnlyList<BlobSnapshot> Targets(string prefix = "") =>
        Azure.Blobs.List(World.Secondary.Account, World.Secondary.BlobContainer, prefix);

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider services in _built)
        {
            await services.DisposeAsync();
        }

        await Azure.DisposeAsync();
    }
}
