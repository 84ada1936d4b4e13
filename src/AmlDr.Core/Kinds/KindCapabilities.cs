namespace AmlDr.Core.Kinds;

/// <summary>What can be done with the assets of a kind, as far as their lists and shape tell.</summary>
public static class KindCapabilities
{
    /// <summary>
    /// Says whether assets of a kind can be archived and found again: versions whose lists have a view of archived ones (<c>facts/aml-rest.md</c>
    /// 1.3 and 1.4). Code versions carry the field, but no list shows it.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True when they can.</returns>
    public static bool CanBeArchived(this IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Shape == KindShape.Versioned && kind.ListParameters.ContainsKey("listViewType");
    }

    /// <summary>The kind of an endpoint's deployments.</summary>
    /// <param name="kind">The kind of the endpoint.</param>
    /// <returns>The name of the kind; null for what is no endpoint with deployments.</returns>
    public static string? ChildKind(this IAssetKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Name switch
        {
            KindNames.OnlineEndpoint => KindNames.OnlineDeployment,
            KindNames.BatchEndpoint => KindNames.BatchDeployment,
            _ => null,
        };
    }
}
