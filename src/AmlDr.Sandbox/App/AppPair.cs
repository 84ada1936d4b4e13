namespace AmlDr.Sandbox.App;

/// <summary>A pair as <c>GET /api/pairs/{pair}</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LiveRpoSeconds">Age of the oldest change that is not mirrored.</param>
/// <param name="Coverage">Per kind, how much of it is mirrored.</param>
/// <param name="LastSweep">The last sweep that ended; null when there was none.</param>
public sealed record AppPair(string Name, double LiveRpoSeconds, IReadOnlyList<AppCoverage> Coverage, AppSweep? LastSweep);
