namespace AmlDr.Azure.Audits;

/// <summary>What following the dependencies found.</summary>
/// <param name="Stages">The kinds, with what is now known to differ because it lacks something.</param>
/// <param name="Deployable">The deployable assets that stand in the secondary.</param>
/// <param name="Complete">Of those, the ones that find everything they need.</param>
public sealed record ClosureResult(IReadOnlyList<AuditStage> Stages, int Deployable, int Complete);
