namespace AmlDr.Functions.Operations;

/// <summary>The body of an action on an operation.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Steps">For retry and skip: the failed steps that are meant; none means all of them.</param>
public sealed record ActionRequest(string? By, string? Reason, IReadOnlyList<string>? Steps = null);
