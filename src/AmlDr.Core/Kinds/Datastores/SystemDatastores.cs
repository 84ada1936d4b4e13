namespace AmlDr.Core.Kinds.Datastores;

/// <summary>The datastores that the service makes with every workspace. Source: <c>facts/aml-rest.md</c> section 4.</summary>
public static class SystemDatastores
{
    /// <summary>The default one: uploads and code.</summary>
    public const string Blob = "workspaceblobstore";

    /// <summary>The one that keeps what jobs leave.</summary>
    public const string Artifacts = "workspaceartifactstore";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        Blob, Artifacts, "workspacefilestore", "workspaceworkingdirectory",
    };

    /// <summary>Says whether a datastore is one of them.</summary>
    /// <param name="name">The datastore's name, in any case.</param>
    /// <returns>True when every workspace has it from the start.</returns>
    public static bool Contains(string name) => Names.Contains(name);
}
