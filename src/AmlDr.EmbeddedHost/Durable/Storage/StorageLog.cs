using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Debug, Message = "The rollback of a failed transaction had nothing to roll back.")]
    public static partial void RollbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Task hub {Hub} is open in '{Path}' (schema version {Version}).")]
    public static partial void HubOpened(ILogger logger, string hub, string path, int version);
}
