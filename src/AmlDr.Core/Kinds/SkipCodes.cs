using AmlDr.Core.Operations.Execution;

namespace AmlDr.Core.Kinds;

/// <summary>Tells apart why an asset takes no part.</summary>
public static class SkipCodes
{
    private static readonly HashSet<string> Standing = new(StringComparer.Ordinal)
    {
        "ComputeMapped", "Curated", "SystemDatastore",

        // On the way back the primary holds the version, its own one.
        FailbackConflict.NoneCode, FailbackConflict.LeftCode, FailbackConflict.KeptCode,
    };

    /// <summary>Says whether the secondary has what takes the asset's place without any mirroring.</summary>
    /// <param name="code">The code of the reason.</param>
    /// <returns>True when whatever needs the asset may be mirrored.</returns>
    public static bool StandsAnyway(string code) => Standing.Contains(code);
}
