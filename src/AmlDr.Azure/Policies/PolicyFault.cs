namespace AmlDr.Azure.Policies;

/// <summary>What is wrong with one member of a policy file.</summary>
/// <param name="Path">The member, as a JSON path from the top, such as <c>$.tiers[0].tier</c>.</param>
/// <param name="Value">What stands there, as JSON; null when nothing does, or when it may be a secret and is not repeated.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record PolicyFault(string Path, string? Value, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => Value is null ? $"{Path}: {Remedy}" : $"{Path} is {Value}: {Remedy}";
}
