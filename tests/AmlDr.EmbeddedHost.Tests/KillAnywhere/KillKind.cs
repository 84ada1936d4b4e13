namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

internal enum KillKind
{
    Never,
    BeforeCommit,
    AfterCommit,

    /// <summary>So many milliseconds after the host has started.</summary>
    AtTime,
}
