using System.Globalization;
using AmlDr.Azure.Operations.Stores;
using AmlDr.Core.Notifications;
using AmlDr.Core.Operations.Auditing;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Pairs;

namespace AmlDr.Azure.Operations;

/// <summary>Makes what people and programs are told of an operation from its audit trail: the same trail gives the same messages.</summary>
public static class OperationNews
{
    /// <summary>Makes the messages.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="pair">Its pair.</param>
    /// <param name="after">The number of the last entry of the trail that has been told; 0 for none.</param>
    /// <param name="evidence">The hash of the operation's evidence; null when there is none.</param>
    /// <returns>The messages, in the order of the trail.</returns>
    public static IEnumerable<NotificationMessage> Of(OperationRecord operation, Pair pair, int after, string? evidence)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(pair);
        var occurrences = new Dictionary<NotificationEvent, int>();
        foreach (AuditEntry entry in operation.Audit)
        {
            if (EventOf(entry) is not { } happened)
            {
                continue;
            }

            occurrences[happened] = occurrences.GetValueOrDefault(happened) + 1;
            if (entry.Number > after)
            {
                yield return Message(operation, pair, entry, happened, occurrences[happened], evidence);
            }
        }
    }

    private static NotificationEvent? EventOf(AuditEntry entry) => entry.Action switch
    {
        nameof(OperationMove.Begin) => NotificationEvent.Started,
        nameof(OperationMove.RequestApproval) => NotificationEvent.ApprovalNeeded,
        nameof(OperationMove.Pause) or nameof(OperationMove.StepFailed) => NotificationEvent.Paused,

        // The entry names the stage that is reached.
        nameof(OperationMove.Advance) when entry.Stage == nameof(OperationStage.Resubmit) => NotificationEvent.Switched,
        _ => Enum.TryParse(entry.To, out OperationState state) && OperationMoves.HasEnded(state) ? NotificationEvent.Ended : null,
    };

    private static NotificationMessage Message(
        OperationRecord operation, Pair pair, AuditEntry entry, NotificationEvent happened, int occurrence, string? evidence)
    {
        string what = $"{SafetyRules.Word(operation.Mode)} of {pair.Name}";
        var facts = new List<NotificationFact>
        {
            new("Mode", SafetyRules.Word(operation.Mode)), new("Stage", entry.Stage), new("State", entry.To), new("Requested by", operation.Request.RequestedBy ?? ""),
        };
        RecoveryTimes times = operation.Measure(entry.At);
        if (happened is NotificationEvent.Switched or NotificationEvent.Ended && times.RtoSeconds is { } rto)
        {
            facts.Add(new NotificationFact("RTO", $"{rto.ToString(CultureInfo.InvariantCulture)} s"));
            facts.Add(new NotificationFact("RPO", $"{times.RpoSeconds.ToString(CultureInfo.InvariantCulture)} s"));
        }

        if (happened == NotificationEvent.Ended && evidence is not null)
        {
            facts.Add(new NotificationFact("Evidence (SHA-256)", evidence));
        }

        return new NotificationMessage
        {
            Id = NotificationMessage.IdOf(pair.Name, operation.Id, happened, occurrence),
            Event = happened,
            Severity = SeverityOf(happened, entry.To),
            Time = entry.At,
            Pair = pair.Name,
            Operation = operation.Id,
            Title = happened switch
            {
                NotificationEvent.Started => $"The {what} has begun",
                NotificationEvent.ApprovalNeeded => $"The {what} waits for an approval",
                NotificationEvent.Paused => $"The {what} is paused",
                NotificationEvent.Switched => $"The {what} has turned clients to the other side",
                _ => $"The {what} has ended: {entry.To}",
            },
            Text = string.Join(' ', new[] { entry.Reason, Next(operation, happened) }.Where(text => !string.IsNullOrEmpty(text))),
            Facts = facts,
            ServingWorkspace = happened == NotificationEvent.Switched
                ? (operation.Mode == OperationMode.Failback ? pair.Primary : pair.Secondary).ToString()
                : null,
        };
    }

    private static string Next(OperationRecord operation, NotificationEvent happened) => happened switch
    {
        NotificationEvent.ApprovalNeeded =>
            $"GET /api/operations/{operation.Id} shows the plan; POST /api/operations/{operation.Id}/approve {{\"by\":\"...\",\"reason\":\"...\"}} lets it go on.",
        NotificationEvent.Paused => $"GET /api/operations/{operation.Id} shows why, and the requests that let it go on.",
        NotificationEvent.Ended => $"GET /api/operations/{operation.Id}/report gives the evidence.",
        _ => $"GET /api/operations/{operation.Id} shows how far it is.",
    };

    private static NotificationSeverity SeverityOf(NotificationEvent happened, string state) => happened switch
    {
        NotificationEvent.ApprovalNeeded => NotificationSeverity.Critical,
        NotificationEvent.Paused => state == nameof(OperationState.PausedByFailure) ? NotificationSeverity.Critical : NotificationSeverity.Warning,
        NotificationEvent.Ended => state == nameof(OperationState.Completed) ? NotificationSeverity.Info : NotificationSeverity.Warning,
        _ => NotificationSeverity.Info,
    };
}
