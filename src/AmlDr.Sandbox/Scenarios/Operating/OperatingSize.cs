using System.Globalization;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>How large the workspace of a scenario of operations is, and how fast its Azure.</summary>
/// <param name="Endpoints">Online endpoints.</param>
/// <param name="Deployments">Online deployments.</param>
/// <param name="Assets">All assets together.</param>
/// <param name="Kills">How often the app is killed in the disturbed run.</param>
/// <param name="Speed">How many times faster than real time the simulated Azure works.</param>
internal sealed record OperatingSize(int Endpoints, int Deployments, int Assets, int Kills, double Speed)
{
    /// <summary>
    /// Up to this speed what the app does in real time (whole seconds of <c>Retry-After</c>, deadlines, its own computing) is small enough against what
    /// is simulated that the ratio to the critical path tells of the app.
    /// </summary>
    public const double FastestMeasured = 12;

    private const int UsualEndpoints = 6;
    private const int UsualKills = 4;
    private const double UsualSpeed = 60;

    // As many as a region lets a workspace have.
    private const int MostEndpoints = 100;
    private const int MostDeployments = 500;
    private const int MostAssets = 10_000;
    private const int MostKills = 50;
    private const double FastestSpeed = 600;

    public static OperatingSize Of(ScenarioOptions options)
    {
        int endpoints = options.Endpoints ?? UsualEndpoints;
        return new OperatingSize(endpoints, options.Deployments ?? 2 * endpoints, options.Assets, options.Kills ?? UsualKills, options.Speed ?? UsualSpeed);
    }

    public static IEnumerable<string> Validate(ScenarioOptions options)
    {
        OperatingSize size = Of(options);
        if (size.Endpoints is < ServingPlan.LeastEndpoints or > MostEndpoints)
            yield return $"--endpoints is {size.Endpoints}; use {ServingPlan.LeastEndpoints} (one of each tier) to {MostEndpoints}.";
        if (size.Deployments < size.Endpoints || size.Deployments > MostDeployments)
            yield return $"--deployments is {size.Deployments}; use {size.Endpoints} (one for each endpoint) to {MostDeployments}.";
        int least = ServingPlan.LeastAssets(size.Endpoints, size.Deployments);
        if (size.Assets < least || size.Assets > MostAssets)
            yield return $"--assets is {size.Assets}; use {least} (what the endpoints and deployments need) to {MostAssets}.";
        if (size.Kills is < 0 or > MostKills)
            yield return $"--kills is {size.Kills}; use 0 (never) to {MostKills}.";
        if (!(size.Speed is >= 1 and <= FastestSpeed))
            yield return string.Create(CultureInfo.InvariantCulture, $"--speed is {size.Speed}; use 1 (real time) to {FastestSpeed}.");
    }
}
