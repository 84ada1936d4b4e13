namespace AmlDr.Functions.Operations;

/// <summary>The input of <see cref="Orchestrations.FailOver"/>. Everything else stands in the control store.</summary>
/// <param name="Pair">The pair's name.</param>
/// <param name="Operation">The operation.</param>
public sealed record OperationInput(string Pair, string Operation);
