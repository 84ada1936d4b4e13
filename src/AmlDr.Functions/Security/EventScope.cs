using System.Collections.Frozen;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Assets;
using AmlDr.Core.Events;
using AmlDr.Core.Pairs;

namespace AmlDr.Functions.Security;

/// <summary>
/// Knows from which topics events may come: the workspaces of the pairs, their resource groups and their subscriptions. Event Grid does not sign what
/// it delivers (<c>facts/aml-rest.md</c> 5.2), so an event is held against what is configured, and it is never more than a hint.
/// </summary>
public sealed class EventScope
{
    // The identifier of a workspace is longer than other texts from outside, and its end is what tells it from others.
    private const int MostShown = 400;

    private readonly FrozenSet<string> _topics;

    /// <summary>Creates the scope.</summary>
    /// <param name="pairs">The pairs.</param>
    public EventScope(PairRegistry pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        _topics = pairs.All.SelectMany(pair => TopicsOf(pair.Primary).Concat(TopicsOf(pair.Secondary))).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Looks for a fault in what an event says of its origin.</summary>
    /// <param name="reading">The event.</param>
    /// <returns>The fault, safe to log; null when there is none.</returns>
    public string? FindFault(EventReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        string topic = (reading.Topic ?? "").TrimEnd('/');
        if (!_topics.Contains(topic))
        {
            return $"The topic '{AssetNames.Printable(topic, MostShown)}' belongs to no pair: it is neither a workspace of one nor its resource group or subscription.";
        }

        string workspace = reading.Workspace?.ToString() ?? topic;
        return workspace.Equals(topic, StringComparison.OrdinalIgnoreCase) || workspace.StartsWith(topic + "/", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The topic '{AssetNames.Printable(topic, MostShown)}' does not hold the workspace {AssetNames.Printable(workspace, MostShown)} that the event speaks of.";
    }

    private static IEnumerable<string> TopicsOf(WorkspaceId workspace) =>
        [workspace.ToString(), workspace.ResourceGroupId, $"/subscriptions/{workspace.SubscriptionId}"];
}
