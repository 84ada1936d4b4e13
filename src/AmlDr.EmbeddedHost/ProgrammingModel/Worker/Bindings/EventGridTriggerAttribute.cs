using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for events delivered to <c>/runtime/webhooks/eventgrid</c>.</summary>
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Whether one call gets all events of a delivery, as an array. Default: one call per event.</summary>
    public bool IsBatched { get; set; }
}
