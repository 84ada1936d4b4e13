namespace AmlDr.Sandbox.App;

/// <summary>Why an asset is in its state.</summary>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record AppReason(string Code, string Message);
