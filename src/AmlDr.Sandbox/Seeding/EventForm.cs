using AmlDr.Sandbox.EventGrid;

namespace AmlDr.Sandbox.Seeding;

/// <summary>How an event is spelled. All of these were seen on the wire or stand in the published schema.</summary>
/// <param name="Schema">The envelope.</param>
/// <param name="CamelCaseKeys">Whether the keys of the data are in camel case instead of Pascal case.</param>
/// <param name="TextVersion">Whether the version is text instead of a number.</param>
public sealed record EventForm(EventSchema Schema = EventSchema.EventGridSchema, bool CamelCaseKeys = false, bool TextVersion = false);
