using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using AmlDr.Sandbox.Blobs.Contents;
using AmlDr.Sandbox.World;

namespace AmlDr.Functions.Tests.Mirroring;

/// <summary>Puts assets of every kind into the primary workspace, past HTTP and events.</summary>
internal sealed class Primary(RunningApp app)
{
    private const string Location = WorldTopology.PrimaryRegion;

    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    private SimulatedWorkspace Workspace => app.Azure.World.Primary;

    public static string PathOf(AssetId asset) => Kinds[asset.Kind].PathOf(asset);

    public string IdOf(AssetId asset) => $"{Workspace.ResourceId}/{PathOf(asset)}";

    public string DatastorePath(string path, string datastore = "workspaceblobstore") =>
        $"azureml://subscriptions/{WorldTopology.SubscriptionId}/resourceGroups/{WorldTopology.ResourceGroup}/workspaces/{Workspace.Name}"
        + $"/datastores/{datastore}/paths/{path}";

    public AssetId Put(AssetId asset, JsonObject properties, JsonObject? envelope = null)
    {
        JsonObject document = envelope ?? [];
        document["properties"] = properties;
        app.Azure.Resources.Put(IdOf(asset), document);
        return asset;
    }

    /// <summary>Changes a document as it stands.</summary>
    public void Change(AssetId asset, Action<JsonObject> change)
    {
        JsonObject document = app.Azure.Resources.Get(IdOf(asset))!;
        change(document);
        app.Azure.Resources.Put(IdOf(asset), document);
    }

    public void PutFile(string path, string text, string? container = null) =>
        app.Azure.Blobs.Put(app.Azure.World.PrimaryAccount.Name, container ?? Workspace.BlobContainer, path, BlobContent.FromBytes(Encoding.UTF8.GetBytes(text)));

    public AssetId Code(string name)
    {
        PutFile($"LocalUpload/{name}/src/score.py", $"print('{name}')");
        return Put(new AssetId(KindNames.Code, name, "1"), new JsonObject
        {
            ["codeUri"] = $"{app.Azure.BlobEndpoint(app.Azure.World.PrimaryAccount.Name)}{Workspace.BlobContainer}/LocalUpload/{name}/src",
        });
    }

    public AssetId Environment(string name, string image = "mcr.microsoft.com/azureml/minimal:1") =>
        Put(new AssetId(KindNames.Environment, name, "1"), new JsonObject { ["image"] = image, ["osType"] = "Linux" });

    public AssetId Model(string name)
    {
        PutFile($"models/{name}/model.pkl", $"model {name}");
        return Put(new AssetId(KindNames.Model, name, "1"), new JsonObject
        {
            ["modelType"] = "custom_model", ["modelUri"] = DatastorePath($"models/{name}"),
        });
    }

    public AssetId Component(string name, params AssetId[] needed) => Put(new AssetId(KindNames.Component, name, "1"), new JsonObject
    {
        ["componentSpec"] = new JsonObject
        {
            ["type"] = "pipeline",
            ["name"] = name,
            ["jobs"] = new JsonObject(needed.Select((other, at) => KeyValuePair.Create($"step{at}", (JsonNode?)new JsonObject
            {
                ["type"] = "pipeline", ["component"] = $"azureml:{IdOf(other)}",
            }))),
        },
    });

    public AssetId CommandComponent(string name, AssetId code, AssetId environment) => Put(new AssetId(KindNames.Component, name, "1"), new JsonObject
    {
        ["componentSpec"] = new JsonObject
        {
            ["type"] = "command", ["name"] = name, ["command"] = "python score.py",
            ["code"] = $"azureml:{IdOf(code)}", ["environment"] = $"azureml:{IdOf(environment)}",
        },
    });

    public AssetId Datastore(string name, JsonObject? credentials = null) => Put(new AssetId(KindNames.Datastore, name, ""), new JsonObject
    {
        ["datastoreType"] = "AzureBlob",
        ["accountName"] = "stshared",
        ["containerName"] = "raw",
        ["endpoint"] = "core.windows.net",
        ["protocol"] = "https",
        ["credentials"] = credentials ?? AccountKey("key of " + name),
    });

    public static JsonObject AccountKey(string key) => new()
    {
        ["credentialsType"] = "AccountKey",
        ["secrets"] = new JsonObject { ["secretsType"] = "AccountKey", ["key"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) },
    };

    public AssetId Connection(string name, string key) => Put(new AssetId(KindNames.Connection, name, ""), new JsonObject
    {
        ["authType"] = "ApiKey", ["category"] = "AzureOpenAI", ["target"] = "https://openai.example.org/",
        ["credentials"] = new JsonObject { ["key"] = key },
    });

    public AssetId Cluster(string name, Action<JsonObject>? change = null)
    {
        var settings = new JsonObject
        {
            ["vmSize"] = "Standard_DS3_v2", ["vmPriority"] = "Dedicated",
            ["scaleSettings"] = new JsonObject { ["minNodeCount"] = 2, ["maxNodeCount"] = 4, ["nodeIdleTimeBeforeScaleDown"] = "PT120S" },
        };
        change?.Invoke(settings);
        return Put(
            new AssetId(KindNames.Compute, name, ""),
            new JsonObject { ["computeType"] = "AmlCompute", ["computeLocation"] = Location, ["properties"] = settings },
            new JsonObject { ["location"] = Location });
    }

    public AssetId Endpoint(string name, JsonObject? traffic = null, JsonObject? identity = null) => Put(
        new AssetId(KindNames.OnlineEndpoint, name, ""),
        new JsonObject { ["authMode"] = "Key", ["traffic"] = traffic ?? [] },
        Envelope(identity));

    public AssetId Deployment(
        string endpoint, string name, AssetId model, AssetId environment, AssetId code, int capacity = 3, Action<JsonObject>? change = null)
    {
        var properties = new JsonObject
        {
            ["endpointComputeType"] = "Managed",
            ["instanceType"] = "Standard_DS3_v2",
            ["model"] = IdOf(model),
            ["environmentId"] = IdOf(environment),
            ["codeConfiguration"] = new JsonObject { ["codeId"] = IdOf(code), ["scoringScript"] = "score.py" },
            ["environmentVariables"] = new JsonObject { ["MODE"] = "full" },
        };
        change?.Invoke(properties);
        return Put(
            new AssetId(KindNames.OnlineDeployment, endpoint, name), properties,
            Envelope(null, new JsonObject { ["name"] = "Default", ["capacity"] = capacity }));
    }

    /// <summary>A deployment with a model, an environment, code and an endpoint of its own.</summary>
    public AssetId Deployment(string endpoint, string name, Action<JsonObject>? change = null) =>
        Deployment(endpoint, name, Model($"{endpoint}-model"), Environment($"{endpoint}-env"), Code($"{endpoint}-code"), change: change);

    public AssetId BatchEndpoint(string name, string usual) => Put(
        new AssetId(KindNames.BatchEndpoint, name, ""),
        new JsonObject { ["authMode"] = "AADToken", ["defaults"] = new JsonObject { ["deploymentName"] = usual } },
        Envelope(null));

    public AssetId BatchDeployment(string endpoint, string name, AssetId model, AssetId environment, AssetId code, AssetId compute) => Put(
        new AssetId(KindNames.BatchDeployment, endpoint, name),
        new JsonObject
        {
            ["compute"] = IdOf(compute),
            ["model"] = new JsonObject { ["referenceType"] = "Id", ["assetId"] = IdOf(model) },
            ["environmentId"] = IdOf(environment),
            ["codeConfiguration"] = new JsonObject { ["codeId"] = IdOf(code), ["scoringScript"] = "score.py" },
        },
        Envelope(null));

    public AssetId Schedule(string name, AssetId component, AssetId compute) => Put(new AssetId(KindNames.Schedule, name, ""), new JsonObject
    {
        ["displayName"] = name,
        ["isEnabled"] = true,
        ["trigger"] = new JsonObject { ["triggerType"] = "Cron", ["expression"] = "0 3 * * *", ["timeZone"] = "UTC" },
        ["action"] = new JsonObject
        {
            ["actionType"] = "CreateJob",
            ["jobDefinition"] = new JsonObject
            {
                ["jobType"] = "Pipeline",
                ["jobs"] = new JsonObject
                {
                    ["train"] = new JsonObject { ["type"] = "command", ["componentId"] = IdOf(component), ["computeId"] = IdOf(compute) },
                },
            },
        },
    });

    private static JsonObject Envelope(JsonObject? identity, JsonObject? sku = null)
    {
        var envelope = new JsonObject { ["location"] = Location, ["kind"] = "Managed" };
        if (identity is not null)
        {
            envelope["identity"] = identity;
        }

        if (sku is not null)
        {
            envelope["sku"] = sku;
        }

        return envelope;
    }
}
