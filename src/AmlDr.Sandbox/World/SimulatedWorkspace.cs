namespace AmlDr.Sandbox.World;

/// <summary>An Azure Machine Learning workspace of the simulated world.</summary>
/// <param name="Name">The workspace's name.</param>
/// <param name="Region">Its region.</param>
/// <param name="ResourceId">Its ARM id.</param>
/// <param name="WorkspaceId">The GUID that ARM returns as <c>properties.workspaceId</c>; part of its containers' names.</param>
/// <param name="Account">Name of its default storage account.</param>
public sealed record SimulatedWorkspace(string Name, string Region, string ResourceId, Guid WorkspaceId, string Account)
{
    /// <summary>Container behind the datastore <c>workspaceblobstore</c>.</summary>
    public string BlobContainer => $"azureml-blobstore-{WorkspaceId}";

    /// <summary>Container behind the datastore <c>workspaceartifactstore</c>. Its name is the same in every workspace.</summary>
    public const string ArtifactContainer = "azureml";
}
