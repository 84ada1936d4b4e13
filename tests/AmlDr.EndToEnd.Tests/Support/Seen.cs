using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Scenarios.Checking;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.EndToEnd.Tests.Support;

/// <summary>Waits for what the app reports, with a deadline whose failure says what stood instead.</summary>
internal static class Seen
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Until the app has nothing more to do and reports of each asset that it is mirrored, or skipped for the right reason.</summary>
    public static async Task SettledAsync(SandboxSession session, IEnumerable<SeedAsset> assets, TimeSpan? patience = null)
    {
        SeedAsset[] expected = [.. assets];
        IReadOnlyList<string> open = [];
        await DescribedAsync(session, () => WaitUntil.TrueAsync(
            async token =>
            {
                bool quiet = await session.IsQuietAsync(token);
                open = MirrorCheck.Unsettled(expected, await session.App.Client.ListAssetsAsync(token));
                return quiet && open.Count == 0;
            },
            patience ?? Patience, () => $"{expected.Length} assets are settled; open: {string.Join("; ", open.Take(10))}", session.Azure.Clock, CancellationToken.None));
    }

    /// <summary>Until the app has nothing more to do.</summary>
    public static Task QuietAsync(SandboxSession session) => DescribedAsync(session, () => session.WaitUntilQuietAsync(Patience));

    /// <summary>Until the app reports an asset in a state.</summary>
    public static async Task<AppAsset> StateAsync(SandboxSession session, string name, string version, string state)
    {
        AppAsset? found = null;
        await DescribedAsync(session, () => WaitUntil.TrueAsync(
            async token => (found = (await session.App.Client.ListAssetsAsync(token)).FirstOrDefault(asset => asset.Name == name && asset.Version == version))?.State == state,
            Patience, () => $"'{name}:{version}' is {state}; it stands as: {found}", session.Azure.Clock, CancellationToken.None));
        return found!;
    }

    /// <summary>Until something holds that is seen at once.</summary>
    public static Task TrueAsync(SandboxSession session, Func<bool> condition, string what) => DescribedAsync(session, () =>
        WaitUntil.TrueAsync(condition, Patience, () => what, session.Azure.Clock, CancellationToken.None, TimeSpan.FromMilliseconds(10)));

    private static async Task DescribedAsync(SandboxSession session, Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}{Environment.NewLine}{await session.DescribeAsync()}", exception);
        }
    }
}
