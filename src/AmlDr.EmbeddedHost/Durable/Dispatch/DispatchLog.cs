using Microsoft.Extensions.Logging;

namespace AmlDr.EmbeddedHost.Durable.Dispatch;

internal static partial class DispatchLog
{
    [LoggerMessage(EventId = 3201, Level = LogLevel.Warning, Message = "Orchestration {InstanceId} ({Orchestrator}) failed: {ErrorType}: {ErrorMessage}")]
    public static partial void OrchestrationFailed(ILogger logger, string instanceId, string orchestrator, string errorType, string errorMessage);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Debug, Message = "Orchestration {InstanceId} ({Orchestrator}) is {Status} after {Events} events.")]
    public static partial void StepStored(ILogger logger, string instanceId, string orchestrator, string status, int events);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Error, Message = "The task hub cannot be written; trying again in {Delay}.")]
    public static partial void StorageProblem(ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(EventId = 3204, Level = LogLevel.Critical, Message = "The task hub cannot be used any more; the host stops.")]
    public static partial void StorageLost(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3205, Level = LogLevel.Error, Message = "A step of orchestration instance {InstanceKey} could not be processed (attempt {Attempt}).")]
    public static partial void StepBroken(ILogger logger, Exception exception, long instanceKey, int attempt);

    [LoggerMessage(EventId = 3206, Level = LogLevel.Error, Message = "Orchestration {InstanceId} is parked: {Reason}. GET /admin/host/parked lists it; POST /admin/host/parked/instances/{InstanceId} tries again.")]
    public static partial void InstanceParked(ILogger logger, string instanceId, string reason);

    [LoggerMessage(EventId = 3207, Level = LogLevel.Warning, Message = "Activity {Activity} (#{TaskId} of {InstanceId}) failed: {ErrorType}: {ErrorMessage}")]
    public static partial void ActivityFailed(ILogger logger, string activity, int taskId, string instanceId, string errorType, string errorMessage);

    [LoggerMessage(EventId = 3208, Level = LogLevel.Information, Message = "Activity {Activity} (#{TaskId} of {InstanceId}) was interrupted by the stop of the host; it runs again at the next start.")]
    public static partial void ActivityInterrupted(ILogger logger, string activity, int taskId, string instanceId);

    [LoggerMessage(EventId = 3209, Level = LogLevel.Error, Message = "Activity {Activity} (#{TaskId} of {InstanceId}) is parked: it was running at {Crashes} ends of the process that were no stops. GET /admin/host/parked lists it; POST /admin/host/parked/activities/{Id} tries again.")]
    public static partial void ActivityParked(ILogger logger, string activity, int taskId, string instanceId, int crashes, long id);

    [LoggerMessage(EventId = 3210, Level = LogLevel.Warning, Message = "Orchestration {InstanceId} has version '{Version}', which this host does not run ({Rule}); it waits for a host that does.")]
    public static partial void VersionRejected(ILogger logger, string instanceId, string version, string rule);

    [LoggerMessage(EventId = 3211, Level = LogLevel.Error, Message = "The orchestrator of {InstanceId} went on outside of its thread: it awaited something that is not durable.")]
    public static partial void IllegalAwait(ILogger logger, string instanceId);

    [LoggerMessage(EventId = 3212, Level = LogLevel.Warning, Message = "{Count} activities and {Steps} orchestration steps were still running when the time for draining was over; they run again at the next start.")]
    public static partial void DrainTimedOut(ILogger logger, int count, int steps);

    [LoggerMessage(EventId = 3213, Level = LogLevel.Debug, Message = "What an illegal await of {InstanceId} should have recorded was not stored.")]
    public static partial void IllegalAwaitNotStored(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(EventId = 3214, Level = LogLevel.Warning, Message = "Activity {Activity} of {InstanceId} ended after its time was over; its result is not used.")]
    public static partial void ActivityEndedLate(ILogger logger, Exception? exception, string activity, string instanceId);

    [LoggerMessage(EventId = 3216, Level = LogLevel.Error, Message = "The end of activity {Activity} (#{TaskId} of {InstanceId}) was not stored; it runs again at the next start.")]
    public static partial void ActivityNotStored(ILogger logger, Exception exception, string activity, int taskId, string instanceId);

    [LoggerMessage(EventId = 3215, Level = LogLevel.Debug, Message = "A step of orchestration instance {InstanceKey} was not stored, since the host stops; it runs again at the next start.")]
    public static partial void StepAbandoned(ILogger logger, Exception exception, long instanceKey);
}
