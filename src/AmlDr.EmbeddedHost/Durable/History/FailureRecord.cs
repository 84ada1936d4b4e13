using Microsoft.DurableTask;

namespace AmlDr.EmbeddedHost.Durable.History;

/// <summary>A failure as it is stored.</summary>
internal sealed record FailureRecord(string ErrorType, string ErrorMessage, string? StackTrace = null, FailureRecord? Inner = null)
{
    /// <summary>A failure that no retry can mend, such as a function that does not exist.</summary>
    public bool NonRetriable { get; init; }

    public static FailureRecord From(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);

    public static FailureRecord From(Exception exception) => From(TaskFailureDetails.FromException(exception));

    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), null);
}
