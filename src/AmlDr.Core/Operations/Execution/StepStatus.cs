namespace AmlDr.Core.Operations.Execution;

/// <summary>How far a step is.</summary>
public enum StepStatus
{
    /// <summary>Not begun, or to be tried again.</summary>
    Pending,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Failed; the operation waits for somebody.</summary>
    Failed,

    /// <summary>Done without: by somebody's word, because it was optional and failed, or because something that it needs was done without.</summary>
    Skipped,
}
