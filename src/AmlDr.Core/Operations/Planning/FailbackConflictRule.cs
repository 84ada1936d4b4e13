namespace AmlDr.Core.Operations.Planning;

/// <summary>What is done on the way back with a version that both sides hold with different content. Nothing is overwritten in silence: each is reported.</summary>
public enum FailbackConflictRule
{
    /// <summary>Both stay as they are.</summary>
    Report,

    /// <summary>The secondary's counts, as far as it can be changed in the primary.</summary>
    PreferSecondary,

    /// <summary>The primary's counts; the secondary gets it when the mirror goes on.</summary>
    PreferPrimary,
}
