using AmlDr.Core.Kinds;

namespace AmlDr.Core.Comparing;

/// <summary>One field that differs between what the secondary should hold and what it holds.</summary>
/// <param name="Place">The property names and array positions that lead to the field.</param>
/// <param name="Expected">What it should say, as compact JSON; null when it should not be there.</param>
/// <param name="Actual">What it says, as compact JSON; null when it is not there.</param>
public sealed record FieldDifference(IReadOnlyList<string> Place, string? Expected, string? Actual)
{
    /// <summary>The field, joined by dots.</summary>
    public string Field => string.Join('.', Place);

    /// <summary>Says whether the service would refuse to change the field.</summary>
    /// <param name="kind">The asset's kind.</param>
    /// <returns>True when the field is, or is inside, one that is fixed at creation, and is no changeable part of it.</returns>
    public bool IsImmutable(IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Fields.Immutable.Any(path => path.IsOrContains(Place)) && !kind.Fields.Changeable.Any(path => path.IsOrContains(Place));
    }

    /// <inheritdoc/>
    public override string ToString() => $"'{Field}' should be {Expected ?? "absent"} and is {Actual ?? "absent"}";
}
