namespace AmlDr.Core.Kinds;

/// <summary>The fields of a kind that need care. What is in none of the lists is carried as it is.</summary>
public sealed record KindFields
{
    /// <summary>Set by the service; dropped before a write. The envelope's own are dropped for every kind.</summary>
    public IReadOnlyList<FieldPath> ReadOnly { get; init; } = [];

    /// <summary>Fixed once the resource exists; a difference there is a conflict.</summary>
    public IReadOnlyList<FieldPath> Immutable { get; init; } = [];

    /// <summary>Parts of immutable fields that may change nevertheless.</summary>
    public IReadOnlyList<FieldPath> Changeable { get; init; } = [];

    /// <summary>Hold references of Azure Machine Learning, or names of computes, to be translated for the secondary.</summary>
    public IReadOnlyList<FieldPath> References { get; init; } = [];

    /// <summary>Hold words for people inside what <see cref="References"/> covers. Nothing is looked for in them.</summary>
    public IReadOnlyList<FieldPath> Prose { get; init; } = [];

    /// <summary>Hold names of container images.</summary>
    public IReadOnlyList<FieldPath> Images { get; init; } = [];

    /// <summary>Hold identifiers of subnets, translated by the policy's map.</summary>
    public IReadOnlyList<FieldPath> Subnets { get; init; } = [];

    /// <summary>Hold identifiers of user-assigned identities (resource, client or object), translated by the policy's map. The envelope's own are for every kind.</summary>
    public IReadOnlyList<FieldPath> Identities { get; init; } = [];

    /// <summary>Hold virtual machine sizes, translated by the policy's map where it names them.</summary>
    public IReadOnlyList<FieldPath> Sizes { get; init; } = [];

    /// <summary>Hold identifiers of resources that are attached to the workspace, such as a Kubernetes cluster, translated by the policy's map.</summary>
    public IReadOnlyList<FieldPath> AttachedResources { get; init; } = [];

    /// <summary>Hold what a connection leads to, translated by the policy's map where it names it.</summary>
    public IReadOnlyList<FieldPath> ConnectionTargets { get; init; } = [];

    /// <summary>Hold names of regions; the primary's becomes the secondary's.</summary>
    public IReadOnlyList<FieldPath> Regions { get; init; } = [];

    /// <summary>Write-only: the service does not return them. Never compared, never kept.</summary>
    public IReadOnlyList<FieldPath> Secrets { get; init; } = [];

    /// <summary>Objects of environment variables, whose values may be secret by their name.</summary>
    public IReadOnlyList<FieldPath> Variables { get; init; } = [];

    /// <summary>Says whether a text at a place is looked at for a reference.</summary>
    /// <param name="place">The property names and array positions that lead to the place.</param>
    /// <returns>True when <see cref="References"/> covers it and <see cref="Prose"/> does not.</returns>
    public bool HoldsReference(IReadOnlyList<string> place) =>
        References.Any(path => path.Covers(place)) && !Prose.Any(path => path.Covers(place));
}
