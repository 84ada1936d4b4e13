namespace AmlDr.Core.Readiness.Checks;

/// <summary>Which storage SKUs keep a copy in another region, or in several zones.</summary>
internal static class GeoRedundancy
{
    public static bool IsIn(string? sku) =>
        sku is not null && (sku.EndsWith("GRS", StringComparison.OrdinalIgnoreCase) || sku.EndsWith("GZRS", StringComparison.OrdinalIgnoreCase));

    public static bool HasZones(string? sku) => sku is not null && sku.EndsWith("ZRS", StringComparison.OrdinalIgnoreCase);
}
