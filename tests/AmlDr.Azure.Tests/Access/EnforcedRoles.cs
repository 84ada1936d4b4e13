using AmlDr.Azure.Tests.Support;
using AmlDr.Sandbox.App;

namespace AmlDr.Azure.Tests.Access;

/// <summary>Two simulated regions that enforce the roles of the templates, and calls that need each of their actions.</summary>
public sealed class EnforcedRoles : IAsyncLifetime
{
    private InstallationRoles _roles = null!;

    private SimulatedPair _pair = null!;

    internal ActionCalls Calls { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _pair = await SimulatedPair.StartAsync();
        Calls = new ActionCalls(_pair);
        Calls.Prepare();
        _roles = InstallationRoles.Enforce(_pair.Azure);
    }

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    /// <summary>Does something while the app's roles lack some actions.</summary>
    public async Task WithoutAsync(IReadOnlyList<string> actions, Func<Task> act)
    {
        _roles.LeaveOut(actions);
        try
        {
            await act();
        }
        finally
        {
            _roles.LeaveOut([]);
        }
    }
}
