using System.Collections.Frozen;
using AmlDr.Core.Jobs;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Catalog;

/// <summary>
/// Where a kind's documents may hold secrets that the service returns. The published flags mark none of them (AML REST 2024-04-01), because the
/// members are free: whoever made the asset decides what stands there.
/// </summary>
internal static class SecretFields
{
    // What a credential says besides its secrets. Every other member is taken for secret, so that one of a later api-version is not kept in clear.
    private static readonly FrozenSet<string> HarmlessCredentials = new[]
    {
        "credentialsType", "clientId", "tenantId", "resourceId", "username", "authUrl", "authorityUrl", "resourceUrl", "thumbprint",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FieldPath Credentials = FieldPath.Of("properties.credentials");

    // Objects whose members are secret by their names, besides the environment variables that the kinds name themselves.
    private static readonly FrozenDictionary<string, FieldPath[]> ByName = new Dictionary<string, FieldPath[]>
    {
        [KindNames.Connection] = Paths("properties.metadata"),
        [KindNames.Compute] = Paths("properties.properties.customServices.*.environmentVariables", "properties.properties.propertyBag"),
        [KindNames.Component] = Paths("properties.componentSpec.**.conf"),
        [KindNames.FeatureSet] = Paths("properties.materializationSettings.sparkConfiguration"),
        [KindNames.Schedule] = Paths(
            "properties.action.**.conf", "properties.action.**.sparkConfiguration", "properties.action.jobDefinition.services.*.properties"),
        [JobKind.KindName] = Paths("properties.**.conf", "properties.services.*.properties"),
        [KindNames.ServerlessEndpoint] = Paths("properties.inferenceEndpoint.headers"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The objects of a kind whose members are secret when their names say so.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The paths of the objects.</returns>
    public static IReadOnlyList<FieldPath> NamedMembers(IAssetKind kind) =>
        [.. kind.Fields.Variables, .. ByName.GetValueOrDefault(kind.Name, [])];

    /// <summary>Says whether a member of a credential is secret whatever it is called.</summary>
    /// <param name="parent">The place of the object.</param>
    /// <param name="member">The member's name.</param>
    /// <returns>True when the object is a credential and the member is not known to be harmless.</returns>
    public static bool IsCredential(IReadOnlyList<string> parent, string member) =>
        Credentials.Covers(parent) && !HarmlessCredentials.Contains(member);

    /// <summary>Says whether a place is a credential as a whole, or a member of one that is not known to be harmless.</summary>
    /// <param name="place">The property names that lead to the place.</param>
    /// <returns>True when it is.</returns>
    public static bool IsCredential(IReadOnlyList<string> place) =>
        Credentials.Covers(place) || (place.Count > 0 && IsCredential([.. place.SkipLast(1)], place[^1]));

    private static FieldPath[] Paths(params string[] paths) => [.. paths.Select(FieldPath.Of)];
}
