namespace AmlDr.Functions.Http;

/// <summary>The answer to a request that starts an operation.</summary>
/// <param name="OperationId">The operation to watch.</param>
/// <param name="Started">False when it was under way already.</param>
public sealed record StartedOperation(string OperationId, bool Started);
