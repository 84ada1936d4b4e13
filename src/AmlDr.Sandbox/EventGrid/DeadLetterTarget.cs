namespace AmlDr.Sandbox.EventGrid;

/// <summary>Where undeliverable events are written.</summary>
/// <param name="Account">Name of a simulated storage account.</param>
/// <param name="Container">Name of a container in it; it must exist when an event is written.</param>
public sealed record DeadLetterTarget(string Account, string Container);
