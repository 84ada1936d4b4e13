namespace AmlDr.Core.Rewriting;

/// <summary>Something in a document that has no known counterpart in the secondary.</summary>
/// <param name="Code">A stable word for the class of finding.</param>
/// <param name="Field">The field, such as <c>properties.modelUri</c>.</param>
/// <param name="Value">What it says.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
public sealed record Finding(string Code, string Field, string Value, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: '{Field}' is '{Value}'. {Remedy}";
}
