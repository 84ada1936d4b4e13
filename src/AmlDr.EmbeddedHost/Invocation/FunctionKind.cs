namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>What starts a function.</summary>
internal enum FunctionKind
{
    Orchestrator,
    Activity,
    Timer,
    EventGrid,
    Http,
}
