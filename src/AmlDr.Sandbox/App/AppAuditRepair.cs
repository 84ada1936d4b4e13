namespace AmlDr.Sandbox.App;

/// <summary>What an audit's repair did.</summary>
/// <param name="Asked">The assets that were to be mirrored.</param>
/// <param name="Mended">The drifted assets that are mended.</param>
/// <param name="Failed">The assets that failed.</param>
/// <param name="Refused">The assets that an operator must decide about.</param>
/// <param name="Left">The findings that no repair can mend.</param>
public sealed record AppAuditRepair(int Asked, int Mended, int Failed, int Refused, int Left);
