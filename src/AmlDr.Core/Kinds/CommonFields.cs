namespace AmlDr.Core.Kinds;

/// <summary>Fields that stand in several kinds.</summary>
internal static class CommonFields
{
    /// <summary>The state that the service sets.</summary>
    public static FieldPath ProvisioningState { get; } = FieldPath.Of("properties.provisioningState");

    /// <summary>Whether a version is anonymous, fixed at creation.</summary>
    public static FieldPath IsAnonymous { get; } = FieldPath.Of("properties.isAnonymous");

    /// <summary>The region of a tracked resource, fixed at creation.</summary>
    public static FieldPath Location { get; } = FieldPath.Of("location");

    /// <summary>What the service sets of an endpoint. Source: AML REST 2024-04-01, <c>OnlineEndpoint</c> and <c>BatchEndpoint</c>.</summary>
    public static IReadOnlyList<FieldPath> EndpointReadOnly { get; } =
        [ProvisioningState, FieldPath.Of("properties.scoringUri"), FieldPath.Of("properties.swaggerUri")];

    /// <summary>The keys of an endpoint: taken when it is created, null on every read (<c>facts/aml-rest.md</c> 2.9).</summary>
    public static FieldPath Keys { get; } = FieldPath.Of("properties.keys");

    /// <summary>
    /// The code of a deployment. The published flags fix it at creation; tools nevertheless update it in place, so whether the service enforces
    /// the flags is unconfirmed.
    /// </summary>
    public static IReadOnlyList<FieldPath> CodeConfiguration { get; } =
        [FieldPath.Of("properties.codeConfiguration.codeId"), FieldPath.Of("properties.codeConfiguration.scoringScript")];

    /// <summary>The environment variables of a deployment.</summary>
    public static FieldPath EnvironmentVariables { get; } = FieldPath.Of("properties.environmentVariables");

    /// <summary>The values of the environment variables: scoring code that is told where the primary stands would go on working there.</summary>
    public static FieldPath EachVariable { get; } = FieldPath.Of("properties.environmentVariables.*");
}
