using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Http;

internal static partial class HttpLog
{
    [LoggerMessage(EventId = 3301, Level = LogLevel.Error, Message = "HTTP function {Function} failed.")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Debug, Message = "The client of HTTP function {Function} has gone.")]
    public static partial void ClientGone(ILogger logger, string function);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Warning, Message = "An HTTP function returned {Type}, which is no HTTP result; the answer is 200 with an empty body. Return an IActionResult.")]
    public static partial void NoHttpResult(ILogger logger, string type);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Information, Message = "Function {Function} was started by an operator.")]
    public static partial void StartedByOperator(ILogger logger, string function);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Error, Message = "Function {Function}, started by an operator, failed.")]
    public static partial void StartedByOperatorFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 3306, Level = LogLevel.Information, Message = "New access keys were made in '{Path}'. Read them with the switch --show-keys.")]
    public static partial void KeysMade(ILogger logger, string path);
}
