namespace AmlDr.Azure.Options;

/// <summary>One workspace of a pair.</summary>
public sealed class WorkspaceOptions
{
    /// <summary>Its resource identifier: <c>/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.MachineLearningServices/workspaces/{ws}</c>.</summary>
    public string WorkspaceId { get; init; } = "";
}
