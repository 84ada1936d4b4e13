namespace AmlDr.Sandbox.EventGrid;

/// <summary>The form that events are delivered in.</summary>
public enum EventSchema
{
    /// <summary>Event Grid's own schema, always an array.</summary>
    EventGridSchema,

    /// <summary>CloudEvents 1.0: one object, or an array when batched.</summary>
#pragma warning disable CA1707 // Azure's own word for it.
    CloudEventSchemaV1_0,
#pragma warning restore CA1707
}
