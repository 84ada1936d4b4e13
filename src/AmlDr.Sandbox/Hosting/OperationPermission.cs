namespace AmlDr.Sandbox.Hosting;

/// <summary>An operation and what a caller must be allowed for it.</summary>
/// <param name="Operation">The operation as the call log names it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Action">The action, for example <c>Microsoft.MachineLearningServices/workspaces/models/versions/write</c>; null when none is needed.</param>
/// <param name="IsDataAction">Whether it is an action on data.</param>
public sealed record OperationPermission(string Operation, string Method, string? Action, bool IsDataAction = false);
