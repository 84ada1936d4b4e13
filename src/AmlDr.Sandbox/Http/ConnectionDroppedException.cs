namespace AmlDr.Sandbox.Http;

/// <summary>The call cannot be answered any more: the connection ends without a word.</summary>
internal sealed class ConnectionDroppedException(string fault) : Exception(fault)
{
    /// <summary>What the call log shows as the fault.</summary>
    public string Fault { get; } = fault;
}
