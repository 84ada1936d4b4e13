using System.Globalization;

namespace AmlDr.Benchmarks.Sweep;

/// <summary>How the sweep is measured.</summary>
internal sealed record SweepOptions
{
    /// <summary>The numbers of versions that the primary holds, one run each.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [1_000, 10_000];

    /// <summary>How many times faster than real time Resource Manager's buckets fill and calls are served.</summary>
    public double Speed { get; init; } = 4;

    /// <summary>Models that the baseline carries over.</summary>
    public int Baseline { get; init; } = 100;

    /// <summary>Whether the limits are taken away: for measuring memory alone.</summary>
    public bool Unthrottled { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The arguments after the benchmark's name.</param>
    /// <returns>The options; null when an argument cannot be used.</returns>
    public static SweepOptions? Parse(string[] args)
    {
        SweepOptions options = new();
        for (int at = 0; at < args.Length; at++)
        {
            string? value = at + 1 < args.Length ? args[at + 1] : null;
            switch (args[at])
            {
                case "--unthrottled":
                    options = options with { Unthrottled = true };
                    continue;
                case "--versions" when value is not null && value.Split(',').All(text => IsCount(text, 1)):
                    options = options with { Versions = [.. value.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))] };
                    break;
                case "--speed" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed) && speed > 0:
                    options = options with { Speed = speed };
                    break;
                case "--baseline" when value is not null && IsCount(value, 0):
                    options = options with { Baseline = int.Parse(value, CultureInfo.InvariantCulture) };
                    break;
                default:
                    return null;
            }

            at++;
        }

        return options;
    }

    private static bool IsCount(string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= least;
}
