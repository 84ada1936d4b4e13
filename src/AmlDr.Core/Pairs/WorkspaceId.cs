using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AmlDr.Core.Pairs;

/// <summary>
/// Where a workspace stands. Equality ignores case, because resource identifiers do (Azure services mix <c>resourceGroups</c> and
/// <c>resourcegroups</c> in one answer).
/// </summary>
public sealed partial class WorkspaceId : IEquatable<WorkspaceId>
{
    private WorkspaceId(string subscriptionId, string resourceGroup, string name)
    {
        SubscriptionId = subscriptionId;
        ResourceGroup = resourceGroup;
        Name = name;
    }

    /// <summary>The subscription's GUID, as text.</summary>
    public string SubscriptionId { get; }

    /// <summary>The resource group's name.</summary>
    public string ResourceGroup { get; }

    /// <summary>The workspace's name.</summary>
    public string Name { get; }

    /// <summary>The resource group's identifier.</summary>
    public string ResourceGroupId => $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}";

    /// <summary>Parses a workspace's resource identifier.</summary>
    /// <param name="resourceId"><c>/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.MachineLearningServices/workspaces/{ws}</c>, in any case.</param>
    /// <param name="workspace">The workspace.</param>
    /// <returns>False when the text is not such an identifier; also when something follows the workspace's name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? resourceId, [NotNullWhen(true)] out WorkspaceId? workspace) =>
        TryParseChild(resourceId, out workspace, out string child) && child.Length == 0;

    /// <summary>Parses the identifier of a workspace or of something in it.</summary>
    /// <param name="resourceId">The identifier, in any case.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="child">What follows the workspace, without a leading slash; empty for the workspace itself.</param>
    /// <returns>False when the identifier is not in a workspace.</returns>
    public static bool TryParseChild(
        [NotNullWhen(true)] string? resourceId, [NotNullWhen(true)] out WorkspaceId? workspace, out string child)
    {
        Match match = resourceId is null ? Match.Empty : Pattern().Match(resourceId);
        workspace = match.Success
            ? new WorkspaceId(match.Groups["s"].Value, match.Groups["g"].Value, match.Groups["w"].Value)
            : null;
        child = match.Success ? match.Groups["c"].Value.Trim('/') : "";
        return match.Success;
    }

    /// <summary>Parses a workspace's resource identifier.</summary>
    /// <param name="resourceId">The identifier, in any case.</param>
    /// <returns>The workspace.</returns>
    /// <exception cref="FormatException">The text is not such an identifier.</exception>
    public static WorkspaceId Parse(string resourceId) =>
        TryParse(resourceId, out WorkspaceId? workspace)
            ? workspace
            : throw new FormatException($"'{resourceId}' is not the resource identifier of an Azure Machine Learning workspace.");

    /// <inheritdoc/>
    public bool Equals(WorkspaceId? other) =>
        other is not null && StringComparer.OrdinalIgnoreCase.Equals(ToString(), other.ToString());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WorkspaceId);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    /// <summary>The resource identifier.</summary>
    /// <returns>The text, with a leading slash and none at the end.</returns>
    public override string ToString() =>
        $"{ResourceGroupId}/providers/Microsoft.MachineLearningServices/workspaces/{Name}";

    [GeneratedRegex(
        @"\A/subscriptions/(?<s>[^/]+)/resourcegroups/(?<g>[^/]+)/providers/Microsoft\.MachineLearningServices/workspaces/(?<w>[^/]+)(?<c>/.*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
