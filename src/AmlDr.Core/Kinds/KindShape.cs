namespace AmlDr.Core.Kinds;

/// <summary>How the resources of a kind are addressed below the workspace.</summary>
public enum KindShape
{
    /// <summary><c>{collection}/{name}/versions/{version}</c>.</summary>
    Versioned,

    /// <summary><c>{collection}/{name}</c>; the version is empty.</summary>
    Named,

    /// <summary><c>{collection}/{name}/deployments/{version}</c>: the name is the endpoint's, the version the deployment's.</summary>
    Nested,
}
