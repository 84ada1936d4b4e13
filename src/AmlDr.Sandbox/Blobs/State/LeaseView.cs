namespace AmlDr.Sandbox.Blobs.State;

/// <summary>A lease in the service's words.</summary>
/// <param name="Status"><c>locked</c> or <c>unlocked</c>.</param>
/// <param name="State">The state in lower case.</param>
/// <param name="Duration"><c>infinite</c> or <c>fixed</c> while leased, else null.</param>
internal sealed record LeaseView(string Status, string State, string? Duration);
