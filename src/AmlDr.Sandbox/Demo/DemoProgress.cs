using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Demo;

/// <summary>How far the mirror is.</summary>
/// <param name="Registered">Assets registered in the primary so far.</param>
/// <param name="Assets">What the app knows of, the newest change first.</param>
internal sealed record DemoProgress(int Registered, IReadOnlyList<AppAsset> Assets)
{
    // Every workspace has datastores of its own and a share of notebooks from the start: the app lists them, and nobody registered them.
    private IEnumerable<AppAsset> Counted => Assets.Where(asset => asset.Kind != "notebooks" && asset.Reason?.Code != "SystemDatastore");

    public int Mirrored => Counted.Count(asset => asset.State == "Mirrored");

    public int Skipped => Counted.Count(asset => asset.State == "Skipped");

    public int Waiting => Registered - Mirrored - Skipped;
}
