namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>A write request refuses itself, before it has written anything. Its caller gets the inner exception.</summary>
internal sealed class RequestRefusedException(Exception reason) : Exception(reason.Message, reason)
{
    public Exception Reason => InnerException!;
}
