namespace AmlDr.Core.Policies;

/// <summary>What is done when the primary has deleted assets, and how many at once are believed.</summary>
/// <param name="Action">What is done.</param>
/// <param name="GuardPercent">A sweep that would touch more than this share of a pair's mirrored assets touches none, in percent.</param>
/// <param name="GuardCount">A sweep that would touch more than this number of assets touches none.</param>
public sealed record DeletionPolicy(DeletionAction Action = DeletionAction.Keep, double GuardPercent = 10, int GuardCount = 20);
