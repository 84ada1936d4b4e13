using AmlDr.Core.Assets;

namespace AmlDr.Azure.Arm;

/// <summary>What a write was answered with.</summary>
/// <param name="Document">The document as the service now has it.</param>
/// <param name="Operation">Where the write is watched when it goes on after its answer; null when the answer names no such place.</param>
/// <param name="RetryAfter">How long to wait before looking; null when the service does not say.</param>
public sealed record ArmWrite(AssetDocument Document, Uri? Operation, TimeSpan? RetryAfter);
