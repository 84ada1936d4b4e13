namespace AmlDr.EmbeddedHost.Hosting;

/// <summary>Access keys that settings give; null means a generated one.</summary>
internal sealed record HostKeySettings(string? Master, string? Default, string? EventGrid, string? DurableTask);
