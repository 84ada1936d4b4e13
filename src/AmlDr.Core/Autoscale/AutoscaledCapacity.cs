using AmlDr.Core.Comparing;

namespace AmlDr.Core.Autoscale;

/// <summary>The capacity of a deployment that an autoscale setting scales: it moves on purpose and is not compared.</summary>
public static class AutoscaledCapacity
{
    private const string Capacity = "sku.capacity";

    /// <summary>Leaves the capacity out of differences.</summary>
    /// <param name="differences">The differences of a deployment that is scaled.</param>
    /// <returns>The others.</returns>
    public static IReadOnlyList<FieldDifference> LeaveOut(IEnumerable<FieldDifference> differences) =>
        [.. differences.Where(difference => difference.Field != Capacity)];
}
