namespace AmlDr.Functions.Activities;

/// <summary>What a repair of a kind has to do.</summary>
/// <param name="Listed">The assets in the work list.</param>
/// <param name="Left">The findings that no repair can mend.</param>
public sealed record RepairPrepared(int Listed, int Left);
