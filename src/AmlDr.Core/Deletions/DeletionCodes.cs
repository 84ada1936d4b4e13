namespace AmlDr.Core.Deletions;

/// <summary>What became of the secondary's asset when the primary's was deleted: the codes of an asset's reason.</summary>
public static class DeletionCodes
{
    /// <summary>The secondary keeps it.</summary>
    public const string Kept = "Kept";

    /// <summary>It is archived.</summary>
    public const string Archived = "Archived";

    /// <summary>It is deleted.</summary>
    public const string Deleted = "Deleted";

    /// <summary>The service is deleting it; a later sweep looks again.</summary>
    public const string DeletionBegun = "DeletionBegun";

    /// <summary>It could not be archived or deleted; a later sweep tries again.</summary>
    public const string DeletionFailed = "DeletionFailed";

    /// <summary>The secondary never held it.</summary>
    public const string NeverMirrored = "NeverMirrored";

    /// <summary>Says whether there is still something to be done.</summary>
    /// <param name="code">The code.</param>
    /// <returns>True when there is.</returns>
    public static bool IsOpen(string? code) => code is DeletionBegun or DeletionFailed;
}
