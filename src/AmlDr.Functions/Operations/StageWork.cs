using AmlDr.Core.Operations.Execution;

namespace AmlDr.Functions.Operations;

/// <summary>The steps of a stage and how far they are.</summary>
/// <param name="Graph">What needs what.</param>
/// <param name="Statuses">Per step one digit, the value of its <see cref="StepStatus"/>.</param>
public sealed record StageWork(StageGraph Graph, string Statuses)
{
    /// <summary>Spells statuses.</summary>
    /// <param name="statuses">The statuses.</param>
    /// <returns>The digits.</returns>
    public static string Spell(IEnumerable<StepStatus> statuses) => string.Concat(statuses.Select(status => (char)('0' + (int)status)));

    /// <summary>Reads the statuses.</summary>
    /// <returns>The statuses, by position.</returns>
    public IReadOnlyList<StepStatus> Read() => [.. Statuses.Select(digit => (StepStatus)(digit - '0'))];
}
