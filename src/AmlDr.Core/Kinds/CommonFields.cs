namespace AmlDr.Core.Kinds;

/// <summary>Fields that stand in several kinds.</summary>
internal static class CommonFields
{
    /// <summary>The state that the service sets.</summary>
    public static FieldPath ProvisioningState { get; } = FieldPath.Of("properties.provisioningState");

    /// <summary>Whether a version is anonymous, fixed at creation.</summary>
    public static FieldPath IsAnonymous { get; } = FieldPath.Of("properties.isAnonymous");

    /// <summary>The region of a tracked resource.</summary>
    public static FieldPath Location { get; } = FieldPath.Of("location");
}
