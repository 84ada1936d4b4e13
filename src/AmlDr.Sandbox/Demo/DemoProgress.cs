using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Demo;

/// <summary>How far the mirror is.</summary>
/// <param name="Registered">Assets registered in the primary so far.</param>
/// <param name="Assets">What the app knows of, the newest change first.</param>
internal sealed record DemoProgress(int Registered, IReadOnlyList<AppAsset> Assets)
{
    // Every workspace has datastores of its own from the start; the app lists them as skipped, and nobody registered them.
    private const string NotRegistered = "SystemDatastore";

    public int Mirrored => Assets.Count(asset => asset.State == "Mirrored");

    public int Skipped => Assets.Count(asset => asset.State == "Skipped" && asset.Reason?.Code != NotRegistered);

    public int Waiting => Registered - Mirrored - Skipped;
}
