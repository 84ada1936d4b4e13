namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>Where a parameter's value comes from.</summary>
internal enum ParameterRole
{
    Trigger,
    DurableClient,
    FunctionContext,
    CancellationToken,

    /// <summary>The input of an orchestrator, beside its context.</summary>
    OrchestrationInput,

    /// <summary>A value of the trigger by the parameter's name, such as a route value or an instance id.</summary>
    ByName,
}
