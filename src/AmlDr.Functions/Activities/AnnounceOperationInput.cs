using AmlDr.Functions.Operations;

namespace AmlDr.Functions.Activities;

/// <summary>The input of <see cref="AnnounceOperation"/>.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="After">The number of the last entry of its audit trail that has been told.</param>
/// <param name="Evidence">The hash of its evidence; null before its end.</param>
public sealed record AnnounceOperationInput(OperationInput Operation, int After, string? Evidence);
