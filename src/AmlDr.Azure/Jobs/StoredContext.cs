using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;

namespace AmlDr.Azure.Jobs;

/// <summary>The workspaces and stores of a pair as they were last seen, so that documents can be rewritten while the primary is dead.</summary>
public sealed record StoredContext
{
    /// <summary>The workspace that documents come from.</summary>
    public required StoredWorkspace Primary { get; init; }

    /// <summary>The workspace that they go to.</summary>
    public required StoredWorkspace Secondary { get; init; }

    /// <summary>The datastores that both have.</summary>
    public required IReadOnlyList<StoreMapping> Stores { get; init; }

    /// <summary>The blob endpoint of the primary's default account.</summary>
    public required Uri PrimaryBlobEndpoint { get; init; }

    /// <summary>The blob endpoint of the secondary's default account; null when it is not known.</summary>
    public Uri? SecondaryBlobEndpoint { get; init; }

    /// <summary>Writes a context down.</summary>
    /// <param name="context">The context.</param>
    /// <returns>What may be kept; no part of it is secret.</returns>
    public static StoredContext From(RewriteContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new StoredContext
        {
            Primary = StoredWorkspace.From(context.Primary),
            Secondary = StoredWorkspace.From(context.Secondary),
            Stores = context.Stores,
            PrimaryBlobEndpoint = context.PrimaryBlobEndpoint,
            SecondaryBlobEndpoint = context.SecondaryBlobEndpoint,
        };
    }

    /// <summary>Makes the context again.</summary>
    /// <param name="policy">The pair's policy as it is now.</param>
    /// <returns>The context.</returns>
    public RewriteContext ToContext(PairPolicy policy) =>
        new(Primary.ToDescription(), Secondary.ToDescription(), Stores, PrimaryBlobEndpoint)
        {
            SecondaryBlobEndpoint = SecondaryBlobEndpoint,
            Policy = policy,
        };
}
