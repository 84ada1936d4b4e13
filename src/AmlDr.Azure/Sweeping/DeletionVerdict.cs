namespace AmlDr.Azure.Sweeping;

/// <summary>Whether what is missing is believed to be deleted.</summary>
/// <param name="IsBelieved">True when it is.</param>
/// <param name="Finding">What an operator must confirm; null when there is nothing of the kind.</param>
public sealed record DeletionVerdict(bool IsBelieved, SweepFinding? Finding);
