namespace AmlDr.Sandbox.EventGrid;

/// <summary>A subscription could not be made; the message says why.</summary>
public sealed class EventGridException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public EventGridException()
    {
    }

    /// <summary>An exception with its reason.</summary>
    /// <param name="message">The reason.</param>
    public EventGridException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its reason and cause.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">The cause.</param>
    public EventGridException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
