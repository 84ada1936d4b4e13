namespace AmlDr.Core.Traffic;

/// <summary>One field that a switch changes, for people.</summary>
/// <param name="Resource">The resource identifier, or the address of a blob.</param>
/// <param name="Field">The field, as a JSON pointer.</param>
/// <param name="From">What it says, as JSON; null when it is not there.</param>
/// <param name="To">What it will say.</param>
public sealed record TrafficChange(string Resource, string Field, string? From, string? To);
