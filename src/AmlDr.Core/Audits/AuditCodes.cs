namespace AmlDr.Core.Audits;

/// <summary>The stable words by which reasons tell themselves apart. What could not be compared has the code of its failure instead.</summary>
public static class AuditCodes
{
    /// <summary>The secondary does not hold the asset.</summary>
    public const string Missing = "Missing";

    /// <summary>The primary does not hold the asset.</summary>
    public const string Extra = "Extra";

    /// <summary>A field says something else.</summary>
    public const string Field = "Field";

    /// <summary>The secondary's resource has not been provisioned well.</summary>
    public const string Provisioning = "Provisioning";

    /// <summary>The secondary does not hold a file.</summary>
    public const string FileMissing = "FileMissing";

    /// <summary>A file has another length.</summary>
    public const string FileLength = "FileLength";

    /// <summary>A file has another content.</summary>
    public const string FileContent = "FileContent";

    /// <summary>Nothing shows that a file's copy is of the file as it is now: the source has no MD5, and its ETag is another than the copy's.</summary>
    public const string FileUnproven = "FileUnproven";

    /// <summary>The files as a whole are not those that were verified when they were copied; told without the primary.</summary>
    public const string Files = "Files";

    /// <summary>What the asset names does not stand in the secondary.</summary>
    public const string DependencyMissing = "DependencyMissing";

    /// <summary>What the asset names stands, and in its turn lacks something.</summary>
    public const string DependencyBroken = "DependencyBroken";
}
