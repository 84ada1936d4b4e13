using AmlDr.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Telemetry;

/// <summary>The log lines of the app. Events 100 to 199: triggers; 200 to 299: mirroring; 300 to 399: sweeps; 400 to 499: HTTP; 500 to 599: the process.</summary>
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

    [LoggerMessage(310, LogLevel.Information, "Pair {Pair}: {Live} of {Seen} jobs have not ended and are kept for resubmission; {Ended} have ended since")]
    public static partial void JobsCaptured(this ILogger logger, string pair, int live, int seen, int ended);

    [LoggerMessage(311, LogLevel.Warning, "Pair {Pair}: the jobs could not be looked at ({Code}): {Message}")]
    public static partial void JobsNotCaptured(this ILogger logger, string pair, string code, string message);

    [LoggerMessage(303, LogLevel.Warning, "Pair {Pair}: the sweep found {Code}: {Message}")]
    public static partial void SweepFound(this ILogger logger, string pair, string code, string message);

    [LoggerMessage(304, LogLevel.Information, "Pair {Pair}: {Count} assets of kind {Kind} are recorded as deleted in the primary; {Failed} could not be archived or deleted, {UnderWay} are being deleted")]
    public static partial void DeletionsRecorded(this ILogger logger, string pair, string kind, int count, int failed, int underWay);

    [LoggerMessage(400, LogLevel.Warning, "A request for {Function} was refused: {Status} {Code}")]
    public static partial void RequestRefused(this ILogger logger, string function, string status, string code);

    [LoggerMessage(401, LogLevel.Information, "A token was refused: {Fault}")]
    public static partial void TokenRefused(this ILogger logger, string fault);

    [LoggerMessage(402, LogLevel.Error, "The signing keys of the issuer cannot be fetched from {Address}; no token can be validated")]
    public static partial void IssuerUnreachable(this ILogger logger, Exception exception, string address);

    [LoggerMessage(500, LogLevel.Information, "The standard input ended; the app stops, as AmlDr__StopWhenInputEnds asks")]
    public static partial void InputEnded(this ILogger logger);
}
