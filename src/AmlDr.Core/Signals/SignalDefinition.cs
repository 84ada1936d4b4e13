namespace AmlDr.Core.Signals;

/// <summary>Something that is watched.</summary>
/// <param name="Key">A stable word, such as <c>sweep-age</c>.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Unit">The unit; empty for a number or a share.</param>
/// <param name="Severity">How bad it is, 0 the worst, as Azure Monitor counts.</param>
/// <param name="Operator"><c>GreaterThan</c> or <c>LessThan</c>: how a bad value compares with the threshold.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Remedy">What to do.</param>
public sealed record SignalDefinition(
    string Key, string Metric, string Title, string Unit, int Severity, string Operator, double Threshold, string Remedy)
{
    /// <summary>Says whether a value is bad.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it is on the wrong side of the threshold.</returns>
    public bool IsBad(double value) => Operator == "LessThan" ? value < Threshold : value > Threshold;
}
