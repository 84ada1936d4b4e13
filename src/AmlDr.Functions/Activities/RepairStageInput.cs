using AmlDr.Azure.Audits;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="PrepareRepair"/> and <see cref="CountRemoved"/>.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="AuditId">The audit.</param>
/// <param name="Stage">What was found of the kind.</param>
public sealed record RepairStageInput(string Pair, string AuditId, AuditStage Stage);
