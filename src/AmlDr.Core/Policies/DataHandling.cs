namespace AmlDr.Core.Policies;

/// <summary>What is done with the files in a datastore.</summary>
public enum DataHandling
{
    /// <summary>They are copied to the namesake of the datastore in the secondary.</summary>
    Copy,

    /// <summary>Both regions reach the same storage; nothing is copied.</summary>
    Shared,

    /// <summary>Something else replicates them, such as object replication; nothing is copied.</summary>
    Replicated,

    /// <summary>Assets with files in it take no part.</summary>
    Skip,
}
