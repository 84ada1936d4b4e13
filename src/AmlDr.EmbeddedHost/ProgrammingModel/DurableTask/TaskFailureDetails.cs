namespace Microsoft.DurableTask;

/// <summary>A failure as it is kept in an orchestration's history: no exception object, only what it said.</summary>
/// <param name="ErrorType">The exception type's name with its namespace, or a word of the engine such as <c>ActivityTaskNotFound</c>.</param>
/// <param name="ErrorMessage">The message.</param>
/// <param name="StackTrace">The stack trace, if there was one.</param>
/// <param name="InnerFailure">The cause, if there was one.</param>
/// <param name="Properties">Further properties; null when there are none.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    /// <summary>Takes down an exception and its inner exceptions.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details.</returns>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // What an activity threw, not the wrapper, is the failure that retry handlers and callers ask about.
        TaskFailureDetails? inner = exception is TaskFailedException failed ? failed.FailureDetails
            : exception.InnerException is { } cause ? FromException(cause) : null;
        return new TaskFailureDetails(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    /// <summary>Whether the failure was an exception of type <typeparamref name="T"/> or of one derived from it.</summary>
    /// <typeparam name="T">The exception type.</typeparam>
    /// <returns>False also when the type of the failure cannot be found in this process.</returns>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure was an exception of the type or of one derived from it.</summary>
    /// <param name="targetBaseExceptionType">An exception type.</param>
    /// <returns>False also when the type of the failure cannot be found in this process.</returns>
    /// <exception cref="ArgumentException">The type is not an exception.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        if (string.IsNullOrEmpty(ErrorType))
        {
            return false;
        }

        Type? thrown = Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(ErrorType, throwOnError: false)).FirstOrDefault(t => t is not null);
        return thrown is not null && targetBaseExceptionType.IsAssignableFrom(thrown);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
