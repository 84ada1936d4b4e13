namespace AmlDr.Azure.Autoscale;

/// <summary>What became of a deployment's autoscale setting.</summary>
public enum AutoscaleOutcome
{
    /// <summary>The primary's deployment has none, and neither has the secondary's.</summary>
    None,

    /// <summary>The secondary's is as it should be.</summary>
    Equal,

    /// <summary>The secondary's was written.</summary>
    Written,

    /// <summary>Something that it names has no counterpart; nothing was written.</summary>
    Refused,

    /// <summary>The primary's deployment has none any more; the one that was made for the secondary was left, switched off.</summary>
    SwitchedOff,
}
