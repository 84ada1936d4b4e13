namespace AmlDr.Sandbox.Arm;

/// <summary>One step of a resource id: a type segment and the name that follows it.</summary>
internal readonly record struct TypeAndName(string Type, string Name);

/// <summary>
/// An ARM address taken apart. Literal segments and type names are matched without regard to case; names are kept as written.
/// </summary>
internal sealed class ArmPath
{
    private ArmPath()
    {
    }

    public string? SubscriptionId { get; private init; }

    public string? ResourceGroup { get; private init; }

    /// <summary>For extension resources (role assignments and the like): the resource they hang on.</summary>
    public ArmPath? Target { get; private init; }

    /// <summary>The resource provider's namespace, null when the address names no provider. With several, the last.</summary>
    public string? Namespace { get; private init; }

    public IReadOnlyList<TypeAndName> Chain { get; private init; } = [];

    /// <summary>What follows the last whole pair: a collection's type, an action, or a literal such as <c>locations</c>. Null for none.</summary>
    public string? Tail { get; private init; }

    /// <summary>The type that <see cref="Chain"/> spells, with the namespace, for example <c>Microsoft.MachineLearningServices/workspaces/models</c>.</summary>
    public string Type => Namespace + string.Concat(Chain.Select(step => "/" + step.Type));

    /// <summary>Id of what the provider hangs on: a resource, the group, the subscription; empty for the tenant.</summary>
    public string Scope => Target?.Id
        ?? (SubscriptionId is null ? string.Empty : $"/subscriptions/{SubscriptionId}")
        + (ResourceGroup is null ? string.Empty : $"/resourceGroups/{ResourceGroup}");

    /// <summary>The id that the whole pairs spell, as written.</summary>
    public string Id => Namespace is null ? Scope : $"{Scope}/providers/{Namespace}{string.Concat(Chain.Select(step => $"/{step.Type}/{step.Name}"))}";

    /// <summary>Null when the segments are no ARM address at all.</summary>
    public static ArmPath? Parse(IReadOnlyList<string> segments)
    {
        int count = segments.Count;
        if (count > 0 && segments[count - 1].Length == 0)
            count--;
        int at = 0;
        string? subscription = null, group = null, provider = null, tail = null;
        ArmPath? target = null;
        List<TypeAndName> chain = [];
        if (at < count && Is(segments[at], "subscriptions"))
        {
            if (count == 1)
                return new ArmPath { Tail = "subscriptions" };
            subscription = segments[1];
            at = 2;
            if (at < count && Is(segments[at], "resourceGroups"))
            {
                if (count == at + 1)
                    return new ArmPath { SubscriptionId = subscription, Tail = "resourceGroups" };
                group = segments[at + 1];
                at += 2;
            }
        }

        if (at < count && Is(segments[at], "providers"))
        {
            if (count == at + 1)
                return new ArmPath { SubscriptionId = subscription, ResourceGroup = group, Tail = "providers" };
            provider = segments[at + 1];
            at += 2;
            for (; at + 1 < count; at += 2)
            {
                if (Is(segments[at], "providers"))
                {
                    target = new ArmPath { SubscriptionId = subscription, ResourceGroup = group, Target = target, Namespace = provider, Chain = chain };
                    (provider, chain) = (segments[at + 1], []);
                }
                else
                {
                    chain.Add(new TypeAndName(segments[at], segments[at + 1]));
                }
            }
        }

        if (at < count)
        {
            tail = segments[at];
            at++;
        }

        if (at < count || (subscription is null && provider is null))
            return null;
        return new ArmPath { SubscriptionId = subscription, ResourceGroup = group, Target = target, Namespace = provider, Chain = chain, Tail = tail };
    }

    /// <summary>Parses an id such as <c>/subscriptions/…</c>; its segments must be plain, not percent-encoded.</summary>
    public static ArmPath? ParseId(string id) => Parse(id.TrimStart('/').Split('/'));

    public static bool Is(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
