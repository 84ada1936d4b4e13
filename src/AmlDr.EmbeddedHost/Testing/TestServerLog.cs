using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Testing;

internal static partial class TestServerLog
{
    [LoggerMessage(EventId = 3901, Level = LogLevel.Debug, Message = "The app was stopped as if killed.")]
    public static partial void LogCrash(this ILogger logger, Exception exception);
}
