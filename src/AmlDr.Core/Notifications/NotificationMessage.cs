using System.Security.Cryptography;
using System.Text;
using AmlDr.Core.Pairs;

namespace AmlDr.Core.Notifications;

/// <summary>What is told. It can be written as JSON, so that an activity can carry it; it holds no secret.</summary>
public sealed record NotificationMessage
{
    /// <summary>The identifier, equal for every attempt at telling the same thing: receivers pass over one that they have seen.</summary>
    public required string Id { get; init; }

    /// <summary>What happened.</summary>
    public required NotificationEvent Event { get; init; }

    /// <summary>How urgent it is.</summary>
    public required NotificationSeverity Severity { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The pair's name.</summary>
    public required string Pair { get; init; }

    /// <summary>The operation's identifier.</summary>
    public required string Operation { get; init; }

    /// <summary>What happened, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>More about it: what to do next, the command to type.</summary>
    public string? Text { get; init; }

    /// <summary>Details.</summary>
    public IReadOnlyList<NotificationFact> Facts { get; init; } = [];

    /// <summary>The resource identifier of the workspace that serves from now on, for CI; null when that is not what is told.</summary>
    public string? ServingWorkspace { get; init; }

    /// <summary>Makes the identifier of what is told.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="happened">The event.</param>
    /// <param name="occurrence">Tells occurrences of one event in one operation apart, such as the number of the pause; counted by the caller, never random.</param>
    /// <returns><c>msg_</c> and 32 hexadecimal digits.</returns>
    public static string IdOf(string pair, string operation, NotificationEvent happened, int occurrence) =>
        "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pair}\n{operation}\n{happened}\n{occurrence}")).AsSpan(0, 16));

    internal WorkspaceId? Serving => WorkspaceId.TryParse(ServingWorkspace, out WorkspaceId? workspace) ? workspace : null;
}
