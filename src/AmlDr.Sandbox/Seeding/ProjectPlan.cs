using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Seeding;

/// <summary>Makes up one project: code, environments, data, models and components that refer to each other, and what runs them.</summary>
internal sealed class ProjectPlan
{
    /// <summary>Components that hold each other, one in the other.</summary>
    private const int DeepestNesting = 20;

    private readonly ProjectDocuments _documents;
    private readonly SeedLocation _location;
    private readonly SeededRandom _random;
    private readonly string _name;
    private readonly int _number;
    private readonly List<SeedAsset> _assets = [];

    private ProjectPlan(SeedLocation location, int seed, int number)
    {
        _location = location;
        _number = number;
        _name = string.Create(CultureInfo.InvariantCulture, $"prj{number:D3}");
        _random = new SeededRandom(unchecked((seed * 7_919) + number));
        _documents = new ProjectDocuments(location);
    }

    /// <summary>A project with an asset of every kind and the deepest nesting.</summary>
    public static IReadOnlyList<SeedAsset> CreateFull(SeedLocation location, int seed)
    {
        ProjectPlan plan = new(location, seed, 0);
        plan.AddAll(isFull: true);
        return plan._assets;
    }

    /// <summary>A further project; what is dear, such as endpoints, only some have.</summary>
    public static IReadOnlyList<SeedAsset> Create(SeedLocation location, int seed, int number)
    {
        ProjectPlan plan = new(location, seed, number);
        plan.AddAll(isFull: false);
        return plan._assets;
    }

    private void AddAll(bool isFull)
    {
        SeedAsset code = AddCode("train", "1");
        SeedAsset scoring = AddCode("score", "1");
        SeedAsset environment = AddEnvironment("env", "1", Environments.ImageAndConda(_random));
        SeedAsset serving = AddEnvironment("serve", "2024.06", Environments.ImageOnly(_random));
        SeedAsset model = AddModel("model", 1);
        for (int version = 2; version <= 4; version++)
            AddModel("model", version);
        SeedAsset data = AddData();
        SeedAsset prepare = AddCommand("prepare", "1", code, environment);
        SeedAsset train = AddCommand("train", "1", code, environment);
        AddCommand("train", "2", code, environment);
        SeedAsset pipeline = AddPipeline("pipeline", prepare, train);
        SeedAsset compute = AddCompute();
        if (isFull)
        {
            pipeline = AddNested(train);
            AddSecretKeepers();
            AddMarketplace();
        }

        if (isFull || _number % 2 == 0)
            AddFeatures();
        if (isFull || _number % 3 == 0)
            AddOnline(model, serving, scoring);
        if (isFull || _number % 6 == 0)
            AddBatch(model, serving, scoring, compute);
        if (isFull || _number % 4 == 0)
            Add("connections", "conn", "", _documents.Connection(Name("conn")), hasSecrets: true);
        AddSchedule(pipeline, compute, data);
    }

    private SeedAsset AddCode(string name, string version)
    {
        string root = $"LocalUpload/{Hex(32)}/src";
        return Add(
            "codes", name, version, _documents.Code(root), root: root,
            files: [ContentFiles.Text("main.py", $"print('{Name(name)}')\n"), ContentFiles.Text("lib/ä b.py", "pass\n")]);
    }

    private SeedAsset AddEnvironment(string name, string version, JsonObject properties) => Add("environments", name, version, properties);

    private SeedAsset AddModel(string name, int version)
    {
        string root = $"LocalUpload/{Hex(32)}/{Name(name)}";
        return Add(
            "models", name, version.ToString(CultureInfo.InvariantCulture), _documents.Model(root), root: root,
            files: [ContentFiles.Generated("weights.bin", _random.Next(int.MaxValue), 4_000), ContentFiles.Text("MLmodel", "flavors: {}\n")]);
    }

    /// <summary>A file, a folder by its address, a table with files elsewhere, and a folder in a datastore of its own.</summary>
    private SeedAsset AddData()
    {
        string file = $"data/{Name("file")}.csv", folder = $"data/{Name("folder")}", table = $"data/{Name("table")}", raw = $"raw/{Name("raw")}";
        Add("data", "file", "1", ProjectDocuments.Data("uri_file", _location.DatastoreUri("workspaceblobstore", file)), root: file, files: [ContentFiles.Text("", "a,b\n1,2\n")]);
        SeedAsset data = Add(
            "data", "folder", "1", ProjectDocuments.Data("uri_folder", _location.BlobUri(folder)), root: folder,
            files: [ContentFiles.Text("2026/01.csv", "a\n1\n"), ContentFiles.Text("2026/02.csv", "a\n2\n")]);
        JsonObject properties = ProjectDocuments.Data("mltable", _location.DatastoreUri("workspaceblobstore", table + "/"));
        properties["referencedUris"] = new JsonArray(_location.DatastoreUri("workspaceblobstore", raw + "/"));
        Add(
            "data", "table", "1", properties, root: table, files: [ContentFiles.Text("MLTable", "paths: []\n")],
            more: [new SeedFolder(raw, [ContentFiles.Text("part-0.parquet", "PAR1"), ContentFiles.Text("part-1.parquet", "PAR1PAR1")])]);
        return data;
    }

    private SeedAsset AddCommand(string name, string version, SeedAsset code, SeedAsset environment) => Add(
        "components", name, version, _documents.Command(Name(name), version, code, environment), after: [code, environment]);

    private SeedAsset AddPipeline(string name, params SeedAsset[] steps) =>
        Add("components", name, "1", _documents.Pipeline(Name(name), steps), after: steps);

    private SeedAsset AddNested(SeedAsset innermost)
    {
        SeedAsset outer = innermost;
        for (int level = 1; level < DeepestNesting; level++)
            outer = AddPipeline(string.Create(CultureInfo.InvariantCulture, $"nested{level:D2}"), outer);
        return outer;
    }

    private SeedAsset AddCompute() => Add("computes", "cpu", "", _documents.Cluster(_number % 3), isTracked: true);

    /// <summary>Datastores and connections with every sort of credential.</summary>
    private void AddSecretKeepers()
    {
        foreach ((string name, JsonObject credentials) in ProjectDocuments.Credentials(Name("store")))
            Add("datastores", name, "", ProjectDocuments.Datastore(credentials), hasSecrets: credentials["secrets"] is not null);
        foreach ((string name, JsonObject properties) in ProjectDocuments.Connections(Name("conn")))
            Add("connections", name, "", properties, hasSecrets: properties["credentials"] is not null);

        // Data in one of them, which is thus needed before.
        SeedAsset store = _assets.First(asset => asset.Collection == "datastores");
        Add("data", "elsewhere", "1", ProjectDocuments.Data("uri_folder", _location.DatastoreUri(store.Name, "landing/")), after: [store]);
    }

    private void AddMarketplace()
    {
        SeedAsset subscription = Add("marketplaceSubscriptions", "market", "", ProjectDocuments.Subscription());
        Add("serverlessEndpoints", "serverless", "", ProjectDocuments.Serverless(), isTracked: true, after: [subscription]);
    }

    private void AddFeatures()
    {
        SeedAsset entity = Add("featurestoreEntities", "entity", "1", ProjectDocuments.Entity());
        string root = $"featuresets/{Name("features")}/spec";
        Add(
            "featuresets", "features", "1", ProjectDocuments.FeatureSet(_location.DatastoreUri("workspaceblobstore", root), entity), root: root,
            files: [ContentFiles.Text("FeatureSetSpec.yaml", "source: {}\n")], after: [entity]);
    }

    private void AddOnline(SeedAsset model, SeedAsset environment, SeedAsset code)
    {
        SeedAsset endpoint = Add(
            "onlineEndpoints", "online", "", ProjectDocuments.OnlineEndpoint(Name("online"), ("blue", 90), ("green", 10)), isTracked: true, hasSecrets: true,
            first: ProjectDocuments.OnlineEndpoint(Name("online")));
        foreach (string deployment in (string[])["blue", "green"])
        {
            Add(
                "onlineEndpoints", "online", deployment, _documents.OnlineDeployment(Name(deployment), model, environment, code), isTracked: true,
                after: [endpoint, model, environment, code]);
        }
    }

    private void AddBatch(SeedAsset model, SeedAsset environment, SeedAsset code, SeedAsset compute)
    {
        SeedAsset endpoint = Add(
            "batchEndpoints", "batch", "", ProjectDocuments.BatchEndpoint("monthly"), isTracked: true, first: ProjectDocuments.BatchEndpoint(null));
        Add(
            "batchEndpoints", "batch", "monthly", _documents.BatchDeployment(model, environment, code, compute), isTracked: true,
            after: [endpoint, model, environment, code, compute]);
    }

    private void AddSchedule(SeedAsset component, SeedAsset compute, SeedAsset data) =>
        Add("schedules", "nightly", "", _documents.Schedule(component, compute, data), after: [component, compute, data]);

    private SeedAsset Add(
        string collection, string name, string version, JsonObject properties, bool isTracked = false, bool hasSecrets = false, string root = "",
        IReadOnlyList<SeedFile>? files = null, IReadOnlyList<SeedFolder>? more = null, IReadOnlyList<SeedAsset>? after = null, JsonObject? first = null)
    {
        SeedAsset asset = new()
        {
            Collection = collection,
            Name = Name(name),
            Version = version,
            Body = ProjectDocuments.Envelope(collection, properties, isTracked ? _location.Workspace.Region : null),
            FirstBody = first is null ? null : ProjectDocuments.Envelope(collection, first, isTracked ? _location.Workspace.Region : null),
            Container = files is null ? null : _location.Workspace.BlobContainer,
            Root = root,
            Files = files ?? [],
            MoreFolders = more ?? [],
            After = after ?? [],
            HasSecrets = hasSecrets,
        };
        _assets.Add(asset);
        return asset;
    }

    private string Name(string name) => $"{_name}-{name}";

    private string Hex(int digits) => string.Concat(Enumerable.Range(0, digits).Select(_ => "0123456789abcdef"[_random.Next(16)]));
}
