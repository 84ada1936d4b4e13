namespace AmlDr.Core.Operations.Execution;

/// <summary>Why something may not be done, and what to do instead.</summary>
/// <param name="Code">A stable word, such as <c>primary-is-healthy</c>.</param>
/// <param name="Title">The kind of refusal, always the same for the code.</param>
/// <param name="Detail">What stands against it this time.</param>
/// <param name="Next">The request that comes next, as <c>METHOD path body</c>.</param>
public sealed record OperationRefusal(string Code, string Title, string Detail, string Next);
