namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>What is wrong with a task hub's file.</summary>
public enum HubStorageProblem
{
    /// <summary>The disk is full. Work goes on when there is room again.</summary>
    DiskFull,

    /// <summary>The disk or file system reported an error, or the file cannot be written.</summary>
    InputOutput,

    /// <summary>The file is damaged.</summary>
    Corrupt,

    /// <summary>The file is not a task hub.</summary>
    NotAHub,

    /// <summary>The file was written by a newer program.</summary>
    NewerSchema,

    /// <summary>Another process uses the task hub.</summary>
    InUse,
}
