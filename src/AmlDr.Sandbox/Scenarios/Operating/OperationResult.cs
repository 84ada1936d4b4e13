using AmlDr.Sandbox.App;
using AmlDr.Sandbox.Seeding;

namespace AmlDr.Sandbox.Scenarios.Operating;

/// <summary>How an operation ended.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="End">The secondary afterwards.</param>
/// <param name="Effects">The number of calls that had an effect.</param>
internal sealed record OperationResult(AppFailover Operation, SecondarySnapshot End, int Effects)
{
    /// <summary>Who did what, without times.</summary>
    public IReadOnlyList<string> Audit => [.. Operation.Timeline.Select(act => $"{act.Number} {act.Actor}: {act.Action}, {act.From} to {act.To} at {act.Stage}")];

    /// <summary>Each step and how it ended.</summary>
    public IReadOnlyList<string> Steps => [.. Operation.Steps.Select(step => $"{step.Id} {step.Status}").Order(StringComparer.Ordinal)];

    /// <summary>What was done without.</summary>
    public IReadOnlyList<string> Exceptions => [.. Operation.Exceptions.Select(one => $"{one.About}: {one.Reason.Code}")];

    /// <summary>The same, ended as another one: for operations one after the other, which do not begin alike.</summary>
    /// <param name="other">The other one.</param>
    public OperationResult WithEndOf(OperationResult other) => this with { End = other.End };

    /// <summary>Says where another run of the same operation ended otherwise.</summary>
    /// <param name="other">The other run.</param>
    public IEnumerable<string> Differences(OperationResult other) =>
    [
        // Keys of what is made on the way are drawn by the service; of a name's versions it tells which came last, and the mirror keeps no order.
        .. End.Differences(other.End, part => part == $"onlineEndpoints/{ServingPlan.ColdEndpoint}" || IsContainer(part)),
        .. Compare("audit trail", Audit, other.Audit),
        .. Compare("steps", Steps, other.Steps),
        .. Compare("exceptions", Exceptions, other.Exceptions),
    ];

    private static bool IsContainer(string path) => path.Split('/') is [string collection, _] && SeedKinds.ResourceTypes.Contains(collection + "/versions");

    private static IEnumerable<string> Compare(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        expected.SequenceEqual(actual, StringComparer.Ordinal)
            ? []
            : [$"{what}: [{string.Join("; ", expected.Except(actual))}] of the undisturbed run became [{string.Join("; ", actual.Except(expected))}], {expected.Count} and {actual.Count} in all"];
}
