using System.Diagnostics.CodeAnalysis;

namespace AmlDr.Core.Evidence;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Subject">What it is about: an asset, a job, a step.</param>
/// <param name="Code">The reason's code.</param>
/// <param name="Message">The reason.</param>
[SuppressMessage("Naming", "CA1711", Justification = "An exception to the plan, in the words of auditors; nothing that is thrown.")]
public sealed record EvidenceException(string Subject, string Code, string Message);
