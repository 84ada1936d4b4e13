using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Files;
using AmlDr.Azure.Pipeline;
using AmlDr.Azure.Readiness;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Tests.Support;
using AmlDr.Sandbox.App;
using AmlDr.Sandbox.World;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Tests.Access;

/// <summary>For each action the smallest call that needs it, sent by the app's own clients, or at least by its pipeline and with its failures.</summary>
internal sealed class ActionCalls
{
    private const string Ml = "Microsoft.MachineLearningServices";
    private const string Storage = "Microsoft.Storage/storageAccounts/";
    private const string Share = "code-391ff5ac-6576-460f-ba4d-7e03433c68b6";
    private const string Registry = "shared-registry";

    private readonly SimulatedPair _pair;
    private readonly HttpPipeline _arm;
    private readonly HttpPipeline _endpoint;
    private readonly Dictionary<string, Func<Task>> _special;

    public ActionCalls(SimulatedPair pair)
    {
        _pair = pair;
        _arm = PipelineFor("https://management.azure.com/.default");
        _endpoint = PipelineFor("https://ml.azure.com/.default");
        BlobContainerClient blobs = pair.Get<BlobClientFactory>().GetContainer(pair.TargetRoot);
        FileShareClient files = pair.Get<FileShareClientFactory>().GetShare(new Uri(pair.Azure.FileEndpoint(pair.World.Primary.Account) + Share));
        var key = new KeyVaultKey(PipelineFor("https://vault.azure.net/.default"), pair.Azure.KeyId(InstallationRoles.KeyRingKey));
        string group = WorldTopology.ResourceGroupId;
        _special = new(StringComparer.OrdinalIgnoreCase)
        {
            [Storage + "blobServices/containers/blobs/read"] = () => blobs.TryGetPropertiesAsync("a", default),
            [Storage + "blobServices/containers/blobs/write"] = () => blobs.UploadAsync("a", BinaryData.FromString("a"), BlobCondition.None, "text/plain", null, default),
            [Storage + "blobServices/containers/blobs/delete"] = () =>
                pair.Get<BlobClientFactory>().GetContainer(pair.ControlRoot).DeleteIfExistsAsync("a", default),
            [Storage + "blobServices/generateUserDelegationKey/action"] = () =>
                pair.Get<BlobClientFactory>().GetDelegationKeyClient(pair.Azure.BlobEndpoint(pair.World.Primary.Account))
                    .GetAsync(pair.Azure.Clock.GetUtcNow(), pair.Azure.Clock.GetUtcNow().AddHours(1), default),
            [Storage + "fileServices/fileshares/files/read"] = () => files.TryGetPropertiesAsync("a", default),
            [Storage + "fileServices/readFileBackupSemantics/action"] = () => files.TryGetPropertiesAsync("a", default),
            [Storage + "fileServices/fileshares/files/write"] = () => files.CreateDirectoryIfMissingAsync("d", default),
            [Storage + "fileServices/writeFileBackupSemantics/action"] = () => files.CreateDirectoryIfMissingAsync("d", default),
            [Storage + "fileServices/fileshares/files/delete"] = () => files.DeleteIfExistsAsync("a", default),
            ["Microsoft.KeyVault/vaults/keys/wrap/action"] = () => Task.Run(() => key.Wrap("0123456789abcdef"u8)),
            ["Microsoft.KeyVault/vaults/keys/unwrap/action"] = () => Task.Run(() => key.Unwrap(new byte[256], pair.Azure.KeyId(InstallationRoles.KeyRingKey).AbsoluteUri)),
            [$"{Ml}/workspaces/onlineEndpoints/score/action"] = () => SendAsync(
                _endpoint, RequestMethod.Post, new Uri($"{pair.Azure.BaseUrl}/scoring/{WorldTopology.SecondaryRegion}/scored/score"), []),
            ["Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"] = PutWithIdentityAsync,
            ["Microsoft.Network/virtualNetworks/subnets/join/action"] = () => ArmAsync(RequestMethod.Put, $"{Secondary}/computes/c", new JsonObject
            {
                ["location"] = WorldTopology.SecondaryRegion,
                ["properties"] = new JsonObject
                {
                    ["computeType"] = "AmlCompute",
                    ["properties"] = new JsonObject { ["subnet"] = new JsonObject { ["id"] = $"{group}/providers/Microsoft.Network/virtualNetworks/n/subnets/s" } },
                },
            }),
            [$"{Ml}/registries/assets/read"] = () => ArmAsync(RequestMethod.Put, $"{Secondary}/components/c/versions/1", new JsonObject
            {
                ["properties"] = new JsonObject { ["componentSpec"] = new JsonObject { ["environment"] = $"azureml://registries/{Registry}/environments/e/versions/1" } },
            }),
            [$"{Ml}/registries/assets/write"] = () => ArmAsync(RequestMethod.Put, $"{group}/providers/{Ml}/registries/{Registry}/models/m/versions/1"),
            [$"{Ml}/workspaces/environments/build/action"] = SubmitAsync,
            [$"{Ml}/workspaces/environments/readSecrets/action"] = SubmitAsync,
            [$"{Ml}/workspaces/metadata/artifacts/write"] = SubmitAsync,
            ["Microsoft.Resources/subscriptions/locations/read"] = () => ArmAsync(RequestMethod.Get, $"/subscriptions/{WorldTopology.SubscriptionId}/locations"),
        };
    }

    private string Secondary => _pair.World.Secondary.ResourceId;

    /// <summary>Makes what some calls are about.</summary>
    public void Prepare()
    {
        _pair.Azure.Files.Put(_pair.World.Primary.Account, Share, "a", AmlDr.Sandbox.Blobs.Contents.BlobContent.FromBytes("a"u8.ToArray()));
        _pair.Azure.Resources.Put(
            $"{WorldTopology.ResourceGroupId}/providers/{Ml}/registries/{Registry}",
            new JsonObject { ["location"] = WorldTopology.SecondaryRegion, ["properties"] = new JsonObject() });
        _pair.Azure.Resources.Put($"{Secondary}/onlineEndpoints/scored", new JsonObject
        {
            ["location"] = WorldTopology.SecondaryRegion, ["properties"] = new JsonObject { ["authMode"] = "AADToken" },
        });
    }

    /// <summary>Sends the call that needs an action.</summary>
    public Task SendAsync(string action) => _special.TryGetValue(action, out Func<Task>? special) ? special() : SendToArmAsync(action);

    private Task SendToArmAsync(string action)
    {
        string[] parts = action.Split('/');
        (string provider, string[] types, string verb) = (parts[0], parts[1..^1], parts[^1]);
        if (verb == "action")
        {
            return ArmAsync(RequestMethod.Post, $"{IdOf(provider, types[..^1])}/{types[^1]}");
        }

        string id = types is ["locations", var list]
            ? $"/subscriptions/{WorldTopology.SubscriptionId}/providers/{provider}/locations/{WorldTopology.SecondaryRegion}/{list}"
                + (list.Contains("operation", StringComparison.OrdinalIgnoreCase) ? "/x" : "")
            : IdOf(provider, types);
        RequestMethod method = verb switch
        {
            "read" => RequestMethod.Get,
            "write" => RequestMethod.Put,
            "delete" => RequestMethod.Delete,
            _ => throw new ArgumentException($"'{action}' ends in no known verb.", nameof(action)),
        };
        return ArmAsync(method, id);
    }

    private string IdOf(string provider, string[] types)
    {
        bool isWorkspace = provider == Ml && types[0] == "workspaces";
        string root = isWorkspace ? Secondary : $"{WorldTopology.ResourceGroupId}/providers/{provider}";
        return root + string.Concat(types.Skip(isWorkspace ? 1 : 0).Select(type => $"/{type}/x"));
    }

    private Task PutWithIdentityAsync() => ArmAsync(RequestMethod.Put, $"{Secondary}/onlineEndpoints/endpoint", new JsonObject
    {
        ["location"] = WorldTopology.SecondaryRegion,
        ["identity"] = new JsonObject
        {
            ["type"] = "UserAssigned",
            ["userAssignedIdentities"] = new JsonObject { [$"{WorldTopology.ResourceGroupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"] = new JsonObject() },
        },
        ["properties"] = new JsonObject { ["authMode"] = "Key" },
    });

    private Task SubmitAsync() => ArmAsync(RequestMethod.Put, $"{Secondary}/jobs/j", new JsonObject { ["properties"] = new JsonObject { ["jobType"] = "Command" } });

    private Task ArmAsync(RequestMethod method, string id, JsonObject? body = null)
    {
        string version = ProviderVersions.Of(ArmAddress.TypeOf(id), "2025-12-01");
        return SendAsync(_arm, method, new Uri($"{_pair.Azure.BaseUrl}{id}?api-version={version}"), method == RequestMethod.Get || method == RequestMethod.Delete ? null : body ?? []);
    }

    private static async Task SendAsync(HttpPipeline pipeline, RequestMethod method, Uri address, JsonObject? body)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(Addresses.AsHttps(address));
        if (body is not null)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        await pipeline.SendForSuccessAsync(message, $"{method} {address.AbsolutePath}", default);
    }

    private HttpPipeline PipelineFor(string scope) => HttpPipelineBuilder.Build(
        new TestClientOptions { Transport = _pair.Get<HttpPipelineTransport>() }, new BearerTokenAuthenticationPolicy(_pair.Credential, scope));

    private sealed class TestClientOptions : ClientOptions;
}
