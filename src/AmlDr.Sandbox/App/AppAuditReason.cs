namespace AmlDr.Sandbox.App;

/// <summary>Why an asset does not match.</summary>
/// <param name="Code">A stable word.</param>
/// <param name="Message">The reason in a sentence.</param>
/// <param name="Field">The field, if it is about one.</param>
/// <param name="File">The file, if it is about one.</param>
/// <param name="Expected">What the secondary should hold.</param>
/// <param name="Actual">What it holds.</param>
public sealed record AppAuditReason(string Code, string Message, string? Field, string? File, string? Expected, string? Actual);
