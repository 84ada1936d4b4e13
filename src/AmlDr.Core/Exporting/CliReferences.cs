using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Pairs;
using AmlDr.Core.References;

namespace AmlDr.Core.Exporting;

/// <summary>Spells references as files of the CLI do, so that they mean the workspace that the file is made in.</summary>
internal sealed class CliReferences(WorkspaceDescription workspace)
{
    /// <summary>Spells a text that may be a reference.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, when it is none or means the same everywhere.</returns>
    public string Spell(string text) => ReferenceParser.TryParse(text, out AssetReference? reference)
        ? reference switch
        {
            WorkspaceAssetReference asset when asset.Workspace.Names(workspace.Id) => Shorthand(asset.Name, asset.Version, asset.Label),
            RegionalAssetReference asset when string.Equals(asset.WorkspaceGuid, workspace.WorkspaceGuid, StringComparison.OrdinalIgnoreCase) =>
                Shorthand(asset.Name, asset.Version, null),
            DatastorePathReference path when path.Workspace.Names(workspace.Id) => $"azureml://datastores/{path.Datastore}/paths/{path.Path}",
            WorkspaceChildReference child when child.Workspace.Names(workspace.Id) && child.RelativePath.Split('/') is [_, var name] => $"azureml:{name}",
            WebReference web => SpellAddress(web.Address) ?? text,
            StorageReference storage => SpellAddress(storage.Address) ?? text,
            WorkspaceAssetReference or WorkspaceChildReference when text.StartsWith('/') => $"azureml:{text}",
            _ => text,
        }
        : text;

    /// <summary>Spells the name of a compute or a datastore: the CLI takes a bare name for a path.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The reference.</returns>
    public string SpellName(string text)
    {
        string spelled = Spell(text);
        return spelled is "serverless" or "local" || spelled.Contains(':', StringComparison.Ordinal) || spelled.StartsWith("${{", StringComparison.Ordinal)
            ? spelled
            : $"azureml:{spelled}";
    }

    /// <summary>Says whether a text is a reference that names the workspace.</summary>
    /// <param name="text">The text.</param>
    public bool NamesWorkspace(string text) => ReferenceParser.TryParse(text, out AssetReference? reference) && reference switch
    {
        WorkspaceAssetReference asset => !asset.Workspace.IsOwn && asset.Workspace.Names(workspace.Id),
        WorkspaceChildReference child => child.Workspace.Names(workspace.Id),
        DatastorePathReference path => !path.Workspace.IsOwn && path.Workspace.Names(workspace.Id),
        RegionalAssetReference asset => string.Equals(asset.WorkspaceGuid, workspace.WorkspaceGuid, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // The containers behind the datastores that every workspace has (facts/aml-rest.md section 4): the path in the datastore means the same in each.
    private string? SpellAddress(Uri address)
    {
        string account = workspace.StorageAccountId[(workspace.StorageAccountId.LastIndexOf('/') + 1)..];
        string[] path = Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/').Split('/', 2);
        if (!address.Host.StartsWith(account + ".", StringComparison.OrdinalIgnoreCase) || address.Query.Length > 0 || path.Length < 2)
        {
            return null;
        }

        return path[0] switch
        {
            _ when string.Equals(path[0], $"azureml-blobstore-{workspace.WorkspaceGuid}", StringComparison.OrdinalIgnoreCase) =>
                $"azureml://datastores/{SystemDatastores.Blob}/paths/{path[1]}",
            "azureml" => $"azureml://datastores/{SystemDatastores.Artifacts}/paths/{path[1]}",
            _ => null,
        };
    }

    private static string Shorthand(string name, string? version, string? label) =>
        version is not null ? $"azureml:{name}:{version}" : $"azureml:{name}@{label}";
}
