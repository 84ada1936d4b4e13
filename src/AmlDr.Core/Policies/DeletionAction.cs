namespace AmlDr.Core.Policies;

/// <summary>What is done in the secondary when the primary has deleted an asset.</summary>
public enum DeletionAction
{
    /// <summary>Nothing; the deletion is recorded.</summary>
    Keep,

    /// <summary>The secondary's asset is archived, where its kind can be.</summary>
    Archive,

    /// <summary>The secondary's asset is deleted.</summary>
    Delete,
}
