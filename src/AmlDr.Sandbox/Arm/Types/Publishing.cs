using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Copies an asset with its files from a workspace to a registry.</summary>
internal static class Publishing
{
    // Where each kind of asset says what its files are.
    private static readonly Dictionary<string, string[]> ContentFields = new(StringComparer.Ordinal)
    {
        ["models"] = ["properties", "modelUri"],
        ["data"] = ["properties", "dataUri"],
        ["codes"] = ["properties", "codeUri"],
        ["environments"] = ["properties", "build", "contextUri"],
    };

    /// <summary><c>publish</c>: the version stands in the registry when the operation has ended.</summary>
    public static SimResponse Publish(ActionCall action)
    {
        ArmContext arm = action.Arm;
        StoredResource version = action.Resource;
        string name = action.Text("registryName") ?? throw ArmException.User(400, "BadArgument", "The field 'registryName' is required.");
        StoredResource registry = arm.Store.Roots(arm.Types.Find(AssetTypes.Registry)!).FirstOrDefault(known => ArmPath.Is(known.Name, name))
            ?? throw ArmException.User(404, "NotFoundError", $"The registry '{name}' was not found.");
        arm.Access.DemandOfService(action.Call.Caller!, AssetTypes.Registry + "/assets/write", registry.Id);
        string kind = action.Address.Parent!.Descriptor.Segment;
        string target = $"{registry.Id}/{kind}/{action.Text("destinationName") ?? action.Address.Parent.Name}/versions/{action.Text("destinationVersion") ?? version.Name}";
        ResourceAddress address = ResourceAddress.Of(target, arm.Types);
        NameRules.Check(address);
        lock (arm.Store.Gate)
        {
            if (arm.Store.Find(address) is not null || arm.Retired.Contains(address.Id))
                throw ArmException.User(409, "ConflictError", $"'{address.Label}' is already registered in '{registry.Name}'.");
        }

        StoredResource workspace = arm.Store.Find(action.Address.Root)!;
        JsonObject body = version.ReadBody();
        string[]? field = ContentFields.GetValueOrDefault(kind);
        ContentPlace? content = field is null ? null : ContentPlace.Find(JsonPath.Get(body, field)?.ToString(), workspace, arm);
        IReadOnlyList<string> files = content is null ? [] : FilesOf(arm, content);
        if (content is not null && files.Count == 0)
            throw ArmException.User(400, "ResourceNotFound", $"There are no files at '{JsonPath.Get(body, field!)}'.");
        return arm.Operations.Accept(
            action.Call,
            version,
            error =>
            {
                if (error is not null)
                    return;
                if (content is not null)
                    JsonPath.Set(body, field!, Copy(action, registry, address, content, files));
                arm.Resources.Create(action.Call, target, body);
            },
            () => SimResponse.Empty(200));
    }

    private static IReadOnlyList<string> FilesOf(ArmContext arm, ContentPlace place) =>
        arm.Blobs.Containers(place.Account).Contains(place.Container, StringComparer.Ordinal)
            ? [.. arm.Blobs.List(place.Account, place.Container, place.Prefix, withMd5: false)
                .Select(blob => blob.Name)
                .Where(blob => place.Prefix.Length == 0 || blob == place.Prefix || blob.StartsWith(place.Prefix + "/", StringComparison.Ordinal))]
            : [];

    private static string Copy(ActionCall action, StoredResource registry, ResourceAddress target, ContentPlace content, IReadOnlyList<string> files)
    {
        string folder = $"{target.Parent!.Descriptor.Segment}/{target.Parent.Name}/{target.Name}";
        int cut = content.Prefix.LastIndexOf('/') + 1;
        IReadOnlyList<string> accounts = RegistryStorage.AccountsOf(registry, action.Arm);
        foreach (string account in accounts)
        {
            foreach (string file in files)
            {
                action.Arm.Blobs.Put(
                    account, RegistryStorage.Container, $"{folder}/{file[cut..]}", action.Arm.Blobs.Read(content.Account, content.Container, file)!);
            }
        }

        return $"{action.Call.Request.BaseUrl}/{accounts[0]}/{RegistryStorage.Container}/{folder}/{content.Prefix[cut..]}";
    }
}
