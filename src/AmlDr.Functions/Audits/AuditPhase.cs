namespace AmlDr.Functions.Audits;

/// <summary>What an audit does with a kind.</summary>
public enum AuditPhase
{
    /// <summary>It compares what the primary holds.</summary>
    Compare,

    /// <summary>It looks for what the secondary alone holds.</summary>
    Extras,

    /// <summary>It compares files.</summary>
    Files,
}
