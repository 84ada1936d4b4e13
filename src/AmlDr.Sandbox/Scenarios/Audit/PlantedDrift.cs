using AmlDr.Sandbox.App;

namespace AmlDr.Sandbox.Scenarios.Audit;

/// <summary>A difference between the two sides that an audit must tell of.</summary>
/// <param name="What">What was done, in words.</param>
/// <param name="Class">The class that it must have.</param>
/// <param name="Kind">The asset's kind.</param>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">The asset's version.</param>
/// <param name="Code">The reason that it must have.</param>
/// <param name="Place">The field or file that the reason must name; null where none is named.</param>
internal sealed record PlantedDrift(string What, string Class, string Kind, string Name, string Version, string Code, string? Place = null)
{
    /// <summary>Says whether a finding tells of it.</summary>
    public bool IsToldBy(AppAuditFinding finding) =>
        finding.Class == Class && finding.Asset == new AppAuditedAsset(Kind, Name, Version)
        && finding.Reasons.Any(reason => reason.Code == Code && (Place is null || (reason.Field ?? reason.File ?? "").StartsWith(Place, StringComparison.Ordinal)));

    /// <summary>What was done to which asset.</summary>
    public override string ToString() => $"{What}: {Class} {Kind} {Name}:{Version} {Code} {Place}".TrimEnd();
}
