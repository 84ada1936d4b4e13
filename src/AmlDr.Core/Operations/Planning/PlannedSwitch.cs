namespace AmlDr.Core.Operations.Planning;

/// <summary>A way by which clients are turned to the other side.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Description">What would change, for people.</param>
/// <param name="EstimatedSeconds">How long it should take, in seconds.</param>
/// <param name="NeedsHuman">True when somebody has to do it.</param>
public sealed record PlannedSwitch(string Name, string Description, double EstimatedSeconds, bool NeedsHuman = false);
