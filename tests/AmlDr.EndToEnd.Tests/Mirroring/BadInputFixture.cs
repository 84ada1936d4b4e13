using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;

namespace AmlDr.EndToEnd.Tests.Mirroring;

/// <summary>A session with an empty primary, the app subscribed.</summary>
public sealed class BadInputFixture : IAsyncLifetime
{
    public SandboxSession Session { get; private set; } = null!;

    public MirrorCheck Check { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Session = await SandboxSession.StartAsync(new SessionOptions { Seed = 4 });
        Check = new MirrorCheck(Session.Azure);
        await Session.SubscribeAsync();
    }

    public async Task DisposeAsync() => await Session.DisposeAsync();
}
