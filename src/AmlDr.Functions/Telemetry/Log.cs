using AmlDr.Core.Audits;
using AmlDr.Core.Ledger;
using AmlDr.Core.Notifications;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Readiness;
using AmlDr.Core.Signals;
using Microsoft.Extensions.Logging;

namespace AmlDr.Functions.Telemetry;

/// <summary>
/// The log lines of the app. Events 100 to 199: triggers; 200 to 299: mirroring; 300 to 399: sweeps, jobs and notebooks; 400 to 499: HTTP; 500 to 599:
/// the process; 600 to 699: operations; 800 to 899: readiness and recovery; 900 to 999: audits, signals and dead letters.
/// </summary>
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

    [LoggerMessage(605, LogLevel.Warning, "Operation {Operation}: {Target} could not be told of {Event}: {Message}")]
    public static partial void TargetNotTold(this ILogger logger, string operation, string target, NotificationEvent @event, string message);

    [LoggerMessage(606, LogLevel.Error, "Operation {Operation}: its evidence could not be written: {Message}. GET /api/operations/{Operation}/report tries again")]
    public static partial void EvidenceNotWritten(this ILogger logger, string operation, string message);

    [LoggerMessage(305, LogLevel.Information, "Pair {Pair}: no sweep is started, because nothing is mirrored to the secondary now")]
    public static partial void SweepNotStarted(this ILogger logger, string pair);

    [LoggerMessage(303, LogLevel.Warning, "Pair {Pair}: the sweep found {Code}: {Message}")]
    public static partial void SweepFound(this ILogger logger, string pair, string code, string message);

    [LoggerMessage(304, LogLevel.Information, "Pair {Pair}: {Count} assets of kind {Kind} are recorded as deleted in the primary; {Failed} could not be archived or deleted, {UnderWay} are being deleted")]
    public static partial void DeletionsRecorded(this ILogger logger, string pair, string kind, int count, int failed, int underWay);

    [LoggerMessage(310, LogLevel.Information, "Pair {Pair}: {Live} of {Seen} jobs have not ended and are kept for resubmission; {Ended} have ended since")]
    public static partial void JobsCaptured(this ILogger logger, string pair, int live, int seen, int ended);

    [LoggerMessage(311, LogLevel.Warning, "Pair {Pair}: the jobs could not be looked at ({Code}): {Message}")]
    public static partial void JobsNotCaptured(this ILogger logger, string pair, string code, string message);

    [LoggerMessage(320, LogLevel.Information, "Pair {Pair}: {Copied} notebooks' files of {Bytes} bytes were copied of {Files} in the share; {Failed} failed")]
    public static partial void NotebooksMirrored(this ILogger logger, string pair, int copied, long bytes, int files, int failed);

    [LoggerMessage(EventId = 321, Message = "Pair {Pair}: the notebooks were not copied ({Code}): {Message}")]
    public static partial void NotebooksNotMirrored(this ILogger logger, LogLevel level, string pair, string code, string message);

    [LoggerMessage(322, LogLevel.Warning, "Pair {Pair}: what interrupted copies of notebooks left behind could not be removed: {Message}")]
    public static partial void NotebooksNotCleaned(this ILogger logger, string pair, string message);

    [LoggerMessage(330, LogLevel.Warning, "Pair {Pair}: {What} failed, and the sweep went on without it: {Message}")]
    public static partial void SweepPartFailed(this ILogger logger, string pair, string what, string message);

    [LoggerMessage(800, LogLevel.Information, "Pair {Pair}: the readiness checks were asked for by {Starter}; started: {Started}")]
    public static partial void ReadinessAsked(this ILogger logger, string pair, string starter, bool started);

    [LoggerMessage(801, LogLevel.Information, "Pair {Pair}: readiness is {Verdict}; {Failed} checks fail, {Unknown} are not known")]
    public static partial void ReadinessChecked(this ILogger logger, string pair, ReadinessVerdict verdict, int failed, int unknown);

    [LoggerMessage(802, LogLevel.Warning, "Pair {Pair}: the readiness check {Check} says {Verdict}: {Reason}")]
    public static partial void ReadinessCheckOpen(this ILogger logger, string pair, string check, ReadinessVerdict verdict, string reason);

    [LoggerMessage(803, LogLevel.Information, "Pair {Pair}: {By} vouches for the readiness check {Check} until {ExpiresAt}")]
    public static partial void ReadinessAttested(this ILogger logger, string pair, string check, string by, DateTimeOffset expiresAt);

    [LoggerMessage(810, LogLevel.Warning, "Pair {Pair}: the recovery of {Workspace} was asked for")]
    public static partial void WorkspaceRecoveryAsked(this ILogger logger, string pair, string workspace);

    [LoggerMessage(900, LogLevel.Information, "Pair {Pair}: an audit was asked for by {Starter}; started: {Started}")]
    public static partial void AuditAsked(this ILogger logger, string pair, string starter, bool started);

    [LoggerMessage(901, LogLevel.Information, "Pair {Pair}: the audit {Audit} says {Verdict}: {Match} match, {Missing} are missing, {Differs} differ, {Extra} are extra, {Errors} could not be compared; {Mended} were mended")]
    public static partial void AuditEnded(
        this ILogger logger, string pair, string audit, AuditVerdict verdict, int match, int missing, int differs, int extra, int errors, int mended);

    [LoggerMessage(903, LogLevel.Information, "Pair {Pair} is not mirrored now; its audit was not started")]
    public static partial void AuditNotStarted(this ILogger logger, string pair);

    [LoggerMessage(910, LogLevel.Warning, "Pair {Pair}: the signal {Signal} is {State}: {Value}, with a threshold of {Threshold}. {Remedy}")]
    public static partial void SignalOpen(this ILogger logger, string pair, string signal, SignalState state, double? value, double threshold, string remedy);

    [LoggerMessage(920, LogLevel.Warning, "The sweep of pair {Pair} found {Found} events that Event Grid could not deliver, and dealt with them; {Parked} letters could not be read and are put aside")]
    public static partial void DeadLettersDrained(this ILogger logger, string pair, int found, int parked);

    [LoggerMessage(902, LogLevel.Warning, "Pair {Pair}: the audit could not read everything ({Code}): {Message}")]
    public static partial void AuditUnread(this ILogger logger, string pair, string code, string message);

    [LoggerMessage(400, LogLevel.Warning, "A request for {Function} was refused: {Status} {Code}")]
    public static partial void RequestRefused(this ILogger logger, string function, string status, string code);

    [LoggerMessage(401, LogLevel.Information, "A token was refused: {Fault}")]
    public static partial void TokenRefused(this ILogger logger, string fault);

    [LoggerMessage(402, LogLevel.Error, "The signing keys of the issuer cannot be fetched from {Address}; no token can be validated")]
    public static partial void IssuerUnreachable(this ILogger logger, Exception exception, string address);

    [LoggerMessage(500, LogLevel.Information, "The standard input ended; the app stops, as AmlDr__StopWhenInputEnds asks")]
    public static partial void InputEnded(this ILogger logger);
}
