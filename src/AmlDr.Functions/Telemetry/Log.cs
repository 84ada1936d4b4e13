using AmlDr.Core.Ledger;
using AmlDr.Core.Operations.Moves;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Telemetry;

/// <summary>The log lines of the app. Events 100 to 199: triggers; 200 to 299: mirroring; 300 to 399: sweeps; 400 to 499: HTTP; 500 to 599: the process; 600 to 699: operations.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Debug, "Event {EventId} is of no concern: {Reason}")]
    public static partial void EventOfNoConcern(this ILogger logger, string eventId, string reason);

    [LoggerMessage(101, LogLevel.Warning, "Event {EventId} was rejected ({Verdict}): {Reason}")]
    public static partial void EventRejected(this ILogger logger, string eventId, string verdict, string reason);

    [LoggerMessage(102, LogLevel.Information, "Event {EventId}: {Kind} {Name}:{Version} of pair {Pair} may have changed")]
    public static partial void AssetNoticed(this ILogger logger, string eventId, string kind, string name, string version, string pair);

    [LoggerMessage(200, LogLevel.Information, "Pair {Pair}: {Kind} {Name}:{Version} is mirrored, {Files} files of {Bytes} bytes")]
    public static partial void AssetMirrored(
        this ILogger logger, string pair, string kind, string name, string version, int files, long bytes);

    [LoggerMessage(EventId = 201, Message = "Pair {Pair}: {Kind} {Name}:{Version} is {State} ({Code}): {Message}")]
    public static partial void AssetNotMirrored(
        this ILogger logger, LogLevel level, string pair, string kind, string name, string version, AssetState state, string code, string message);

    [LoggerMessage(300, LogLevel.Information, "Pair {Pair}: a sweep was started by {Starter}")]
    public static partial void SweepStarted(this ILogger logger, string pair, string starter);

    [LoggerMessage(301, LogLevel.Information, "Pair {Pair}: a sweep is under way already; {Starter} started none")]
    public static partial void SweepUnderWay(this ILogger logger, string pair, string starter);

    [LoggerMessage(302, LogLevel.Information, "Pair {Pair}: the sweep saw {Seen} versions and mirrored {Mirrored} of {Differing}; {Failed} failed, {Refused} were refused")]
    public static partial void SweepEnded(this ILogger logger, string pair, int seen, int mirrored, int differing, int failed, int refused);

    [LoggerMessage(600, LogLevel.Information, "Operation {Operation} of pair {Pair}: {Move}, now {State} at {Stage}. {Reason}")]
    public static partial void OperationMoved(
        this ILogger logger, string operation, string pair, OperationMove move, OperationState state, OperationStage stage, string reason);

    [LoggerMessage(601, LogLevel.Information, "Operation {Operation}: {Move} is of no use any more, it is {State} at {Stage}")]
    public static partial void OperationMovedElsewhere(
        this ILogger logger, string operation, OperationMove move, OperationState state, OperationStage stage);

    [LoggerMessage(602, LogLevel.Warning, "Operation {Operation}: step {Position} of {Stage} failed (undoing: {IsUndo}): {Code}: {Message}")]
    public static partial void StepFailed(
        this ILogger logger, string operation, OperationStage stage, int position, bool isUndo, string code, string message);

    [LoggerMessage(603, LogLevel.Warning, "Operation {Operation} of pair {Pair} ({Mode}) was started by {RequestedBy}: {Reason}")]
    public static partial void OperationStarted(
        this ILogger logger, string operation, string pair, OperationMode mode, string requestedBy, string reason);

    [LoggerMessage(604, LogLevel.Information, "Operation {Operation}: {Actor} asked for {Move}: {Reason}")]
    public static partial void OperationAsked(this ILogger logger, string operation, string actor, OperationMove move, string reason);

    [LoggerMessage(303, LogLevel.Information, "Pair {Pair}: no sweep is started, because nothing is mirrored to the secondary now")]
    public static partial void SweepNotStarted(this ILogger logger, string pair);

    [LoggerMessage(500, LogLevel.Information, "The standard input ended; the app stops, as AmlDr__StopWhenInputEnds asks")]
    public static partial void InputEnded(this ILogger logger);
}
