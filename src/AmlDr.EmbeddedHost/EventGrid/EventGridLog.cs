using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.EventGrid;

internal static partial class EventGridLog
{
    [LoggerMessage(EventId = 3401, Level = LogLevel.Information, Message = "Event Grid subscription for function {Function} was validated.")]
    public static partial void Validated(ILogger logger, string function);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Information, Message = "An Event Grid subscription for function {Function} was deleted.")]
    public static partial void Unsubscribed(ILogger logger, string function);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Error, Message = "Function {Function} failed on an event; Event Grid delivers it again.")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning, Message = "A delivery for function {Function} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string function, string reason);
}
