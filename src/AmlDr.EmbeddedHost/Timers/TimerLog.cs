using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Timers;

internal static partial class TimerLog
{
    [LoggerMessage(EventId = 3501, Level = LogLevel.Information, Message = "Timer {Function} ({Schedule}) runs next at {Next:O}.")]
    public static partial void Scheduled(ILogger logger, string function, string schedule, DateTime next);

    [LoggerMessage(EventId = 3502, Level = LogLevel.Information, Message = "Timer {Function} missed its run of {Missed:O}; it runs now.")]
    public static partial void PastDue(ILogger logger, string function, DateTime missed);

    [LoggerMessage(EventId = 3503, Level = LogLevel.Error, Message = "Timer function {Function} failed; it runs again at its next time.")]
    public static partial void Failed(ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 3504, Level = LogLevel.Error, Message = "The state of timer {Function} was not stored; a run may be made up for twice.")]
    public static partial void NotStored(ILogger logger, Exception exception, string function);
}
