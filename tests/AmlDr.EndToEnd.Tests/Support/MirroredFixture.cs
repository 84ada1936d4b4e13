using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Support;

/// <summary>
/// A session for a whole class: the app is subscribed, and assets of every form were registered and have arrived. Tests add assets of their
/// own and look at what happened since a place in the call log.
/// </summary>
public sealed class MirroredFixture : IAsyncLifetime
{
    private const int Assets = 24;

    public SandboxSession Session { get; private set; } = null!;

    public MirrorCheck Check { get; private set; } = null!;

    public CallLogReader Log { get; private set; } = null!;

    /// <summary>What was registered; what the service itself put there is told of by a sweep.</summary>
    public IReadOnlyList<SeedAsset> All { get; private set; } = [];

    /// <summary>What tests have registered since.</summary>
    public IList<SeedAsset> Later { get; } = [];

    public IEnumerable<SeedAsset> Mirrored => All.Where(asset => asset.SkipCode is null);

    public SeedAsset Model => Mirrored.Last(asset => asset.Kind == "model");

    public SeedAsset Environment => Mirrored.Last(asset => asset.Kind == "environment");

    public async Task InitializeAsync()
    {
        Session = await SandboxSession.StartAsync(new SessionOptions { Seed = 3 });
        Check = new MirrorCheck(Session.Azure);
        Log = new CallLogReader(Session.Azure);
        await Session.SubscribeAsync();
        All = SeedPlan.Create(Session.Primary, seed: 3, Assets);
        await Session.User.PublishAsync(All);
        await Seen.SettledAsync(Session, All.Where(asset => !asset.IsByService));
    }

    public async Task DisposeAsync() => await Session.DisposeAsync();
}
