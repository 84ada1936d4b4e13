using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Demo;

/// <summary>The ports that people know, or others when they are taken.</summary>
/// <param name="Azure">Port of the simulated Azure.</param>
/// <param name="App">Port of the app.</param>
internal sealed record DemoPorts(int Azure, int App)
{
    private const int UsualAzure = 9090;
    private const int UsualApp = 7071;

    public static DemoPorts Choose(Action<string> say) => new(Choose(UsualAzure, "the simulated Azure", say), Choose(UsualApp, "the app", say));

    private static int Choose(int usual, string who, Action<string> say)
    {
        if (FreePort.IsFree(usual))
            return usual;
        int other = FreePort.Find();
        say($"Port {usual} is taken; {who} listens on {other} instead.");
        return other;
    }
}
