using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Makes up a workspace that serves: endpoints with deployments at work, clusters that keep nodes, schedules, jobs under way, and versions of models
/// and environments besides. The same seed and numbers give the same workspace to the byte.
/// </summary>
public sealed class ServingPlan
{
    /// <summary>The endpoint that runs in both regions.</summary>
    public const string HotEndpoint = "serve-hot";

    /// <summary>The endpoint that is made at the failover.</summary>
    public const string ColdEndpoint = "serve-cold";

    /// <summary>Begins the names of jobs that are meant to be submitted again.</summary>
    public const string MovingJobs = "nightly-";

    /// <summary>The least number of online endpoints: one of each tier.</summary>
    public const int LeastEndpoints = 3;

    // A cluster and a schedule for so many endpoints.
    private const int EndpointsPerCluster = 25;
    private const int MostModels = 20;

    private readonly ProjectDocuments _documents;
    private readonly SeedLocation _location;
    private readonly SeededRandom _random;
    private readonly List<SeedAsset> _assets = [];

    private ServingPlan(SeedLocation location, int seed)
    {
        _location = location;
        _random = new SeededRandom(unchecked((seed * 6_151) + 17));
        _documents = new ProjectDocuments(location);
    }

    /// <summary>The assets, each after those that it refers to.</summary>
    public IReadOnlyList<SeedAsset> Assets => _assets;

    /// <summary>What is or becomes part of the serving: endpoints, deployments, clusters, schedules.</summary>
    public IEnumerable<SeedAsset> Serving => _assets.Where(asset => asset.Kind
        is "onlineEndpoint" or "onlineDeployment" or "batchEndpoint" or "batchDeployment" or "compute" or "schedule");

    /// <summary>The jobs.</summary>
    public IReadOnlyList<SeedJob> Jobs { get; private set; } = [];

    /// <summary>The least number of assets with so many endpoints and deployments.</summary>
    /// <param name="endpoints">Online endpoints.</param>
    /// <param name="deployments">Online deployments.</param>
    public static int LeastAssets(int endpoints, int deployments) =>
        endpoints + deployments + Math.Min(endpoints, MostModels) + (2 * Clusters(endpoints)) + 7;

    /// <summary>Makes up nothing yet, to make up single things in.</summary>
    /// <param name="location">The workspace that they are for.</param>
    /// <param name="seed">The seed.</param>
    public static ServingPlan CreateEmpty(SeedLocation location, int seed)
    {
        ArgumentNullException.ThrowIfNull(location);
        return new ServingPlan(location, seed);
    }

    /// <summary>Makes up a workspace.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="endpoints">Online endpoints, at least <see cref="LeastEndpoints"/>.</param>
    /// <param name="deployments">Online deployments, at least one for each.</param>
    /// <param name="assets">All assets together.</param>
    public static ServingPlan Create(SeedLocation location, int seed, int endpoints, int deployments, int assets)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentOutOfRangeException.ThrowIfLessThan(endpoints, LeastEndpoints);
        ArgumentOutOfRangeException.ThrowIfLessThan(deployments, endpoints);
        ArgumentOutOfRangeException.ThrowIfLessThan(assets, LeastAssets(endpoints, deployments));
        ServingPlan plan = new(location, seed);
        plan.AddAll(endpoints, deployments);
        plan._assets.AddRange(SeedPlan.CreateMore(location, seed, assets - plan._assets.Count, "more-"));
        return plan;
    }

    /// <summary>Makes up a model that is registered without the files that its document names, so that it cannot be mirrored.</summary>
    /// <param name="name">Its name.</param>
    public SeedAsset BrokenModel(string name) => Model(name) with { Container = null, Files = [] };

    /// <summary>Makes up a further model.</summary>
    /// <param name="name">Its name.</param>
    public SeedAsset Model(string name)
    {
        string root = $"LocalUpload/{Hex(32)}/{name}";
        return Make(
            "models", name, "1", _documents.Model(root), root: root,
            files: [ContentFiles.Generated("weights.bin", _random.Next(int.MaxValue), 4_000), ContentFiles.Text("MLmodel", "flavors: {}\n")]);
    }

    private static int Clusters(int endpoints) => 1 + (endpoints / EndpointsPerCluster);

    private void AddAll(int endpoints, int deployments)
    {
        string root = $"LocalUpload/{Hex(32)}/src";
        SeedAsset code = Add(Make("codes", "serve-code", "1", _documents.Code(root), root: root, files: [ContentFiles.Text("main.py", "print('scores')\n")]));
        SeedAsset environment = Add(Make("environments", "serve-env", "1", Environments.ImageOnly(_random)));
        string folder = "data/serve-data";
        SeedAsset data = Add(Make(
            "data", "serve-data", "1", ProjectDocuments.Data("uri_folder", _location.BlobUri(folder)), root: folder, files: [ContentFiles.Text("2026.csv", "a\n1\n")]));
        SeedAsset train = Add(Make("components", "serve-train", "1", _documents.Command("serve-train", "1", code, environment), after: [code, environment]));
        SeedAsset pipeline = Add(Make("components", "serve-nightly", "1", _documents.Pipeline("serve-nightly", [train]), after: [train]));
        SeedAsset[] models = [.. Enumerable.Range(0, Math.Min(endpoints, MostModels)).Select(at => Add(Model(Number("serve-model", at))))];
        SeedAsset[] clusters = [.. Enumerable.Range(0, Clusters(endpoints)).Select(at => Add(Make("computes", Number("serve-cpu", at), "", _documents.Cluster(1 + (at % 3)), isTracked: true)))];
        foreach (int at in Enumerable.Range(0, clusters.Length))
            Add(Make("schedules", Number("serve-nightly", at), "", _documents.Schedule(pipeline, clusters[at], data), after: [pipeline, clusters[at], data]));
        for (int at = 0; at < endpoints; at++)
            AddOnline(at, deployments / endpoints + (at < deployments % endpoints ? 1 : 0), models[at % models.Length], environment, code);
        AddBatch(models[0], environment, code, clusters[0]);
        Jobs =
        [
            Job("nightly-forecast", "Running", code, environment, clusters[0], $"{_location.Workspace.ResourceId}/{data.Path}", canMove: true),
            Job("nightly-derived", "Queued", code, environment, clusters[0], "azureml://jobs/brave_kettle_0001/outputs/artifacts/paths/model/", canMove: false),
            Job("adhoc-analysis", "Running", code, environment, clusters[0], $"{_location.Workspace.ResourceId}/{data.Path}", canMove: true),
            Job("nightly-yesterday", "Completed", code, environment, clusters[0], $"{_location.Workspace.ResourceId}/{data.Path}", canMove: true),
        ];
    }

    private void AddOnline(int at, int deployments, SeedAsset model, SeedAsset environment, SeedAsset code)
    {
        string name = at switch { 0 => HotEndpoint, 1 => ColdEndpoint, _ => Number("serve", at) };
        string? skip = name == ColdEndpoint ? "Cold" : null;
        string[] names = [.. Enumerable.Range(0, deployments).Select(number => $"run{number}")];
        (string, int)[] traffic = names.Length == 1 ? [(names[0], 100)] : [(names[0], 90), (names[1], 10)];
        SeedAsset endpoint = Add(Make(
            "onlineEndpoints", name, "", Endpoint(name, traffic), isTracked: true, first: Endpoint(name)) with
        {
            HasSecrets = true, SkipCode = skip,
        });
        for (int number = 0; number < names.Length; number++)
        {
            SeedAsset deployment = Make(
                "onlineEndpoints", name, names[number], _documents.OnlineDeployment($"{name}/{names[number]}", model, environment, code), isTracked: true,
                after: [endpoint, model, environment, code]) with { SkipCode = skip };
            deployment.Body["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = 2 + ((at + number) % 2) };
            Add(deployment);
        }
    }

    /// <summary>Its keys are sent in a header, which takes nothing beyond ASCII.</summary>
    private static JsonObject Endpoint(string name, params (string Deployment, int Share)[] traffic)
    {
        JsonObject endpoint = ProjectDocuments.OnlineEndpoint(name, traffic);
        endpoint["keys"] = new JsonObject { ["primaryKey"] = SeedSecrets.Base64(name + "-1"), ["secondaryKey"] = SeedSecrets.Base64(name + "-2") };
        return endpoint;
    }

    private void AddBatch(SeedAsset model, SeedAsset environment, SeedAsset code, SeedAsset compute)
    {
        SeedAsset endpoint = Add(Make(
            "batchEndpoints", "serve-batch", "", ProjectDocuments.BatchEndpoint("monthly"), isTracked: true, first: ProjectDocuments.BatchEndpoint(null)));
        Add(Make(
            "batchEndpoints", "serve-batch", "monthly", _documents.BatchDeployment(model, environment, code, compute), isTracked: true,
            after: [endpoint, model, environment, code, compute]));
    }

    private SeedJob Job(string name, string status, SeedAsset code, SeedAsset environment, SeedAsset compute, string input, bool canMove) => new(
        name,
        status,
        new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["jobType"] = "Command",
                ["displayName"] = name,
                ["experimentName"] = "nightly",
                ["command"] = "python main.py --data ${{inputs.data}}",
                ["codeId"] = $"{_location.Workspace.ResourceId}/{code.Path}",
                ["environmentId"] = $"{_location.Workspace.ResourceId}/{environment.Path}",
                ["computeId"] = $"{_location.Workspace.ResourceId}/{compute.Path}",
                ["environmentVariables"] = new JsonObject { ["MODE"] = "full", ["DB_PASSWORD"] = SeedSecrets.Text(name) },
                ["inputs"] = new JsonObject { ["data"] = new JsonObject { ["jobInputType"] = "uri_folder", ["uri"] = input } },
                ["tags"] = new JsonObject { ["team"] = "fraud & risk" },
                ["status"] = status,
            },
        },
        canMove);

    private SeedAsset Add(SeedAsset asset)
    {
        _assets.Add(asset);
        return asset;
    }

    private SeedAsset Make(
        string collection, string name, string version, JsonObject properties, bool isTracked = false, string root = "", IReadOnlyList<SeedFile>? files = null,
        IReadOnlyList<SeedAsset>? after = null, JsonObject? first = null) => new()
    {
        Collection = collection,
        Name = name,
        Version = version,
        Body = ProjectDocuments.Envelope(collection, properties, isTracked ? _location.Workspace.Region : null),
        FirstBody = first is null ? null : ProjectDocuments.Envelope(collection, first, isTracked ? _location.Workspace.Region : null),
        Container = files is null ? null : _location.Workspace.BlobContainer,
        Root = root,
        Files = files ?? [],
        After = after ?? [],
    };

    private static string Number(string name, int at) => string.Create(CultureInfo.InvariantCulture, $"{name}-{at:D3}");

    private string Hex(int digits) => string.Concat(Enumerable.Range(0, digits).Select(_ => "0123456789abcdef"[_random.Next(16)]));
}
