using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Seeding;

/// <summary>The properties of a project's documents, in the forms that the tools write.</summary>
/// <param name="location">The primary workspace.</param>
internal sealed class ProjectDocuments(SeedLocation location)
{
    private const string Size = "Standard_DS3_v2";

    public JsonObject Code(string root) => Described(new JsonObject { ["codeUri"] = location.BlobUri(root).TrimEnd('/') });

    public JsonObject Model(string root) => Described(new JsonObject
    {
        ["modelType"] = "custom_model", ["modelUri"] = location.DatastoreUri("workspaceblobstore", root),
    });

    public static JsonObject Data(string type, string uri) => Described(new JsonObject { ["dataType"] = type, ["dataUri"] = uri });

    public JsonObject Command(string name, string version, SeedAsset code, SeedAsset environment) => Described(new JsonObject
    {
        ["componentSpec"] = new JsonObject
        {
            ["$schema"] = "https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
            ["type"] = "command", ["name"] = name, ["version"] = version, ["is_deterministic"] = true,
            ["command"] = "python main.py --data ${{inputs.data}}",
            ["inputs"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "uri_folder" } },
            ["code"] = $"azureml:{IdOf(code)}",
            ["environment"] = $"azureml:{IdOf(environment)}",
            ["environment_variables"] = new JsonObject { ["MODE"] = "full", ["DB_PASSWORD"] = SeedSecrets.Text(name) },
        },
    });

    /// <summary>A pipeline of components, of which every second is named the short way.</summary>
    public JsonObject Pipeline(string name, IReadOnlyList<SeedAsset> steps) => Described(new JsonObject
    {
        ["componentSpec"] = new JsonObject
        {
            ["type"] = "pipeline", ["name"] = name, ["version"] = "1",
            ["jobs"] = new JsonObject(steps.Select((step, at) => KeyValuePair.Create($"step{at}", (JsonNode?)new JsonObject
            {
                ["type"] = "pipeline",
                ["component"] = at % 2 == 0 ? $"azureml:{IdOf(step)}" : $"azureml:{step.Name}:{step.Version}",
            }))),
        },
    });

    public JsonObject Cluster(int minimum) => new()
    {
        ["computeType"] = "AmlCompute",
        ["computeLocation"] = location.Workspace.Region,
        ["description"] = "Nodes for training.",
        ["properties"] = new JsonObject
        {
            ["vmSize"] = Size, ["vmPriority"] = "Dedicated", ["osType"] = "Linux", ["remoteLoginPortPublicAccess"] = "Disabled",
            ["scaleSettings"] = new JsonObject { ["minNodeCount"] = minimum, ["maxNodeCount"] = 4, ["nodeIdleTimeBeforeScaleDown"] = "PT2M" },
        },
    };

    /// <summary>A datastore on an account that both regions reach.</summary>
    public static JsonObject Datastore(JsonObject credentials) => Described(new JsonObject
    {
        ["datastoreType"] = "AzureBlob", ["accountName"] = "stlakeshared", ["containerName"] = "lake", ["endpoint"] = "core.windows.net",
        ["protocol"] = "https", ["credentials"] = credentials,
    });

    /// <summary>Each sort of credential that a datastore can have.</summary>
    public static IEnumerable<(string Name, JsonObject Credentials)> Credentials(string owner)
    {
        yield return ("keyed", new JsonObject
        {
            ["credentialsType"] = "AccountKey", ["secrets"] = SeedSecrets.OfDatastore("AccountKey", ("key", SeedSecrets.Base64(owner + "-key"))),
        });
        yield return ("signed", new JsonObject
        {
            ["credentialsType"] = "Sas", ["secrets"] = SeedSecrets.OfDatastore("Sas", ("sasToken", $"sv=2024-08-04&sig={SeedSecrets.Marker}%2B%3D")),
        });
        yield return ("principal", new JsonObject
        {
            ["credentialsType"] = "ServicePrincipal",
            ["clientId"] = "22222222-2222-2222-2222-222222222222",
            ["tenantId"] = "33333333-3333-3333-3333-333333333333",
            ["secrets"] = SeedSecrets.OfDatastore("ServicePrincipal", ("clientSecret", SeedSecrets.Text(owner + "-principal"))),
        });
        yield return ("open", new JsonObject { ["credentialsType"] = "None" });
    }

    public JsonObject Connection(string owner) => new()
    {
        ["authType"] = "ApiKey", ["category"] = "AzureOpenAI", ["target"] = $"https://{location.Workspace.Name}.example.org/",
        ["metadata"] = new JsonObject { ["ApiType"] = "Azure" },
        ["credentials"] = new JsonObject { ["key"] = SeedSecrets.Text(owner) },
    };

    /// <summary>Connections with other sorts of credentials.</summary>
    public static IEnumerable<(string Name, JsonObject Properties)> Connections(string owner)
    {
        yield return ("feed", Of("PAT", "PythonFeed", new JsonObject { ["pat"] = SeedSecrets.Text(owner + "-pat") }));
        yield return ("login", Of("UsernamePassword", "ContainerRegistry", new JsonObject
        {
            ["username"] = "reader", ["password"] = SeedSecrets.Text(owner + "-password"),
        }));
        yield return ("custom", Of("CustomKeys", "CustomKeys", new JsonObject
        {
            ["keys"] = new JsonObject { ["first"] = SeedSecrets.Text(owner + "-first"), ["second"] = SeedSecrets.Base64(owner + "-second") },
        }));
        yield return ("signedin", Of("AAD", "CognitiveSearch", null));

        static JsonObject Of(string type, string category, JsonObject? credentials)
        {
            JsonObject properties = new() { ["authType"] = type, ["category"] = category, ["target"] = "https://shared.example.org/" };
            if (credentials is not null)
                properties["credentials"] = credentials;
            return properties;
        }
    }

    public static JsonObject Subscription() => new() { ["modelId"] = "azureml://registries/azureml-meta/models/Llama-3" };

    public static JsonObject Serverless() => new()
    {
        ["authMode"] = "Key",
        ["modelSettings"] = new JsonObject { ["modelId"] = "azureml://registries/azureml-meta/models/Llama-3" },
        ["contentSafety"] = new JsonObject { ["contentSafetyStatus"] = "Enabled" },
    };

    public static JsonObject Entity() => Described(new JsonObject
    {
        ["stage"] = "Development", ["indexColumns"] = new JsonArray(new JsonObject { ["columnName"] = "accountId", ["dataType"] = "String" }),
    });

    public static JsonObject FeatureSet(string specification, SeedAsset entity) => Described(new JsonObject
    {
        ["stage"] = "Development",
        ["specification"] = new JsonObject { ["path"] = specification },
        ["entities"] = new JsonArray($"azureml:{entity.Name}:{entity.Version}"),
    });

    public static JsonObject OnlineEndpoint(string owner, params (string Deployment, int Share)[] traffic) => new()
    {
        ["authMode"] = "Key",
        ["description"] = "Scores at once.",
        ["properties"] = new JsonObject { ["owner"] = owner },
        ["keys"] = new JsonObject { ["primaryKey"] = SeedSecrets.Text(owner + "-1"), ["secondaryKey"] = SeedSecrets.Base64(owner + "-2") },
        ["traffic"] = new JsonObject(traffic.Select(entry => KeyValuePair.Create(entry.Deployment, (JsonNode?)entry.Share))),
    };

    public JsonObject OnlineDeployment(string owner, SeedAsset model, SeedAsset environment, SeedAsset code) => new()
    {
        ["endpointComputeType"] = "Managed",
        ["instanceType"] = Size,
        ["description"] = "é and \"quotes\"",
        ["model"] = IdOf(model),
        ["environmentId"] = IdOf(environment),
        ["codeConfiguration"] = new JsonObject { ["codeId"] = IdOf(code), ["scoringScript"] = "main.py" },
        ["environmentVariables"] = new JsonObject
        {
            ["MODE"] = "full", ["WORKSPACE"] = location.Workspace.ResourceId, ["API_KEY"] = SeedSecrets.Text(owner), ["SAS_TOKEN"] = SeedSecrets.Base64(owner),
        },
        ["requestSettings"] = new JsonObject { ["requestTimeout"] = "PT1M", ["maxConcurrentRequestsPerInstance"] = 4 },
    };

    public static JsonObject BatchEndpoint(string? usual) => new()
    {
        ["authMode"] = "AADToken",
        ["description"] = "Scores overnight.",
        ["defaults"] = usual is null ? [] : new JsonObject { ["deploymentName"] = usual },
    };

    public JsonObject BatchDeployment(SeedAsset model, SeedAsset environment, SeedAsset code, SeedAsset compute) => new()
    {
        ["compute"] = IdOf(compute),
        ["model"] = new JsonObject { ["referenceType"] = "Id", ["assetId"] = IdOf(model) },
        ["environmentId"] = IdOf(environment),
        ["codeConfiguration"] = new JsonObject { ["codeId"] = IdOf(code), ["scoringScript"] = "main.py" },
        ["environmentVariables"] = new JsonObject { ["CONNECTION_STRING"] = SeedSecrets.Text("batch") },
        ["resources"] = new JsonObject { ["instanceCount"] = 2 },
    };

    public JsonObject Schedule(SeedAsset component, SeedAsset compute, SeedAsset data) => Described(new JsonObject
    {
        ["displayName"] = "Nightly",
        ["isEnabled"] = true,
        ["trigger"] = new JsonObject { ["triggerType"] = "Cron", ["expression"] = "0 3 * * *", ["timeZone"] = "UTC" },
        ["action"] = new JsonObject
        {
            ["actionType"] = "CreateJob",
            ["jobDefinition"] = new JsonObject
            {
                ["jobType"] = "Pipeline",
                ["experimentName"] = "nightly",
                ["jobs"] = new JsonObject
                {
                    ["main"] = new JsonObject { ["type"] = "pipeline", ["componentId"] = IdOf(component), ["computeId"] = IdOf(compute) },
                },
                ["inputs"] = new JsonObject
                {
                    ["data"] = new JsonObject { ["jobInputType"] = "uri_folder", ["uri"] = IdOf(data) },
                },
                ["settings"] = new JsonObject { ["default_compute"] = IdOf(compute) },
            },
        },
    });

    /// <summary>The whole body around the properties; what is tracked by Resource Manager names its region.</summary>
    public static JsonObject Envelope(string collection, JsonObject properties, string? region)
    {
        JsonObject body = new() { ["properties"] = properties };
        if (region is null)
            return body;
        body["location"] = region;
        body["tags"] = new JsonObject { ["team"] = "fraud & risk" };
        if (collection is "onlineEndpoints" or "batchEndpoints")
            body["kind"] = "Managed";
        if (properties.ContainsKey("endpointComputeType"))
            body["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = 3 };
        return body;
    }

    private string IdOf(SeedAsset asset) => $"{location.Workspace.ResourceId}/{asset.Path}";

    private static JsonObject Described(JsonObject properties)
    {
        properties["description"] = "Part of a project.";
        properties["tags"] = new JsonObject { ["team"] = "fraud & risk", ["größe"] = "a=b; c/d" };
        properties["properties"] = new JsonObject { ["origin"] = "project" };
        return properties;
    }
}
