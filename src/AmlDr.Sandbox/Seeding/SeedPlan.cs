using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Makes up the assets of a primary workspace: models and environments of every form, with their files. The same seed and number give the
/// same assets to the byte.
/// </summary>
public sealed class SeedPlan
{
    /// <summary>The least number of assets: one of each form.</summary>
    public const int Least = (int)Form.AnonymousEnvironment + 1;

    private const string BlobStore = "workspaceblobstore";
    private const int VersionsPerName = 3;

    private static readonly string[] Stages = ["Development", "Production", "Archived"];
    private static readonly string[] EnvironmentVersions = ["1", "2024.06", "v3-rc.1"];

    private readonly SeedLocation _location;
    private readonly int _seed;
    private readonly string _prefix;
    private readonly List<SeedAsset> _assets = [];
    private int _models;
    private int _environments;

    private SeedPlan(SeedLocation location, int seed, string prefix)
    {
        _location = location;
        _seed = seed;
        _prefix = prefix;
    }

    // One of each, in this order; further assets repeat those after the two large ones.
    private enum Form
    {
        LargeModel,
        HugeModel,
        Pickled,
        CondaEnvironment,
        Onnx,
        JobModel,
        OddNames,
        BuildEnvironment,
        Triton,
        ImageEnvironment,
        CuratedEnvironment,
        AnonymousEnvironment,
    }

    /// <summary>Makes up assets.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many, at least <see cref="Least"/>.</param>
    public static IReadOnlyList<SeedAsset> Create(SeedLocation location, int seed, int count)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Least);
        return CreateFrom(location, seed, count, string.Empty, first: 0);
    }

    /// <summary>Makes up further assets, without the two large models: their names begin with a prefix, so that they add to what is there.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="prefix">Begins their names.</param>
    public static IReadOnlyList<SeedAsset> CreateMore(SeedLocation location, int seed, int count, string prefix)
    {
        ArgumentNullException.ThrowIfNull(location);
        return CreateFrom(location, seed, count, prefix, first: (int)Form.Pickled);
    }

    /// <summary>Makes up a model of one file of more than 1 GiB.</summary>
    /// <param name="location">The primary workspace.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="name">Its name.</param>
    public static SeedAsset CreateLarge(SeedLocation location, int seed, string name)
    {
        ArgumentNullException.ThrowIfNull(location);
        SeedPlan plan = new(location, seed, name + "-");
        plan.Add(0, Form.HugeModel);
        return plan._assets[0];
    }

    private static List<SeedAsset> CreateFrom(SeedLocation location, int seed, int count, string prefix, int first)
    {
        SeedPlan plan = new(location, seed, prefix);
        for (int i = 0; i < count; i++)
        {
            int position = first + i;
            const int again = (int)Form.Pickled;
            plan.Add(i, (Form)(position < Least ? position : again + ((position - again) % (Least - again))));
        }

        return plan._assets;
    }

    private void Add(int index, Form form)
    {
        SeededRandom random = new(unchecked((((_seed * 31) + _prefix.Sum(letter => (int)letter)) * 1_000_003) + index));
        string name = Name(form);
        switch (form)
        {
            case Form.LargeModel:
                AddModel(index, random, name, OtherModels.LargeFile(random, 300));
                break;
            case Form.HugeModel:
                AddModel(index, random, name, OtherModels.LargeFile(random, 1100));
                break;
            case Form.Pickled:
                AddModel(index, random, name, MlflowModels.Pickled(random, name));
                break;
            case Form.Onnx:
                AddModel(index, random, name, MlflowModels.Onnx(random, name));
                break;
            case Form.JobModel:
                AddJobModel(index, random, name, MlflowModels.Pickled(random, name));
                break;
            case Form.OddNames:
                AddModel(index, random, name, OtherModels.OddNames(random));
                break;
            case Form.Triton:
                AddModel(index, random, name, OtherModels.Triton(random, name));
                break;
            case Form.CondaEnvironment:
                AddEnvironment(index, name, Environments.ImageAndConda(random));
                break;
            case Form.ImageEnvironment:
                AddEnvironment(index, name, Environments.ImageOnly(random));
                break;
            case Form.BuildEnvironment:
                string root = UploadFolder(random) + "/context";
                AddEnvironment(index, name, Environments.BuildContext(_location.BlobUri(root)), root, Environments.ContextFiles(random));
                break;
            case Form.CuratedEnvironment:
                AddCurated(random);
                break;
            default:
                AddAnonymous(random);
                break;
        }
    }

    private void AddModel(int index, SeededRandom random, string name, ModelContent content)
    {
        string root = $"{UploadFolder(random)}/{(content.Files is [{ Path: "" }] ? "weights.bin" : name)}";
        AddModel(index, name, content, _location.DatastoreUri(BlobStore, root, lowerCaseGroups: index % 2 == 1), _location.Workspace.BlobContainer, root);
    }

    /// <summary>A model that a job left in the store of artifacts and that was registered by its place in the job's outputs.</summary>
    private void AddJobModel(int index, SeededRandom random, string name, ModelContent content)
    {
        string job = $"brave_kettle_{Hex(random, 10)}";
        SeedAsset model = AddModel(
            index, name, content, $"azureml://jobs/{job}/outputs/artifacts/paths/model/", SimulatedWorkspace.ArtifactContainer,
            $"ExperimentRun/dcid.{job}/model");
        model.Body["properties"]!["jobName"] = job;
    }

    private SeedAsset AddModel(int index, string name, ModelContent content, string uri, string container, string root)
    {
        JsonObject properties = new() { ["modelType"] = content.ModelType, ["modelUri"] = uri, ["stage"] = Stages[index % Stages.Length] };
        if (content.Flavors is not null)
            properties["flavors"] = content.Flavors;
        Decorate(properties, index, name);
        SeedAsset asset = new()
        {
            Collection = "models",
            Name = name,
            Version = ((_models % VersionsPerName) + 1).ToString(CultureInfo.InvariantCulture),
            Body = new JsonObject { ["properties"] = properties },
            Container = container,
            Root = root,
            Files = content.Files,
        };
        _models++;
        _assets.Add(asset);
        return asset;
    }

    private void AddEnvironment(int index, string name, JsonObject properties, string root = "", IReadOnlyList<SeedFile>? files = null)
    {
        Decorate(properties, index, name);
        _assets.Add(new SeedAsset
        {
            Collection = "environments",
            Name = name,
            Version = EnvironmentVersions[_environments % VersionsPerName],
            Body = new JsonObject { ["properties"] = properties },
            Container = files is null ? null : _location.Workspace.BlobContainer,
            Root = root,
            Files = files ?? [],
        });
        _environments++;
    }

    private void AddCurated(SeededRandom random)
    {
        JsonObject properties = Environments.ImageOnly(random);
        properties["environmentType"] = "Curated";
        properties["description"] = "An environment that comes with the service.";
        _assets.Add(new SeedAsset
        {
            Collection = "environments",
            Name = $"AzureML-{_prefix}sklearn-{_assets.Count}",
            Version = "12",
            Body = new JsonObject { ["properties"] = properties },
            IsByService = true,
            SkipCode = "Curated",
        });
    }

    private void AddAnonymous(SeededRandom random)
    {
        JsonObject properties = Environments.ImageAndConda(random);
        properties["isAnonymous"] = true;
        _assets.Add(new SeedAsset
        {
            Collection = "environments",
            Name = "CliV2AnonymousEnvironment",
            Version = Hex(random, 32),
            Body = new JsonObject { ["properties"] = properties },
            SkipCode = "Anonymous",
        });
    }

    private string Name(Form form) => form is Form.CondaEnvironment or Form.ImageEnvironment or Form.BuildEnvironment
        ? string.Create(CultureInfo.InvariantCulture, $"{_prefix}train-{_environments / VersionsPerName:D3}")
        : string.Create(CultureInfo.InvariantCulture, $"{_prefix}churn-{_models / VersionsPerName:D3}");

    /// <summary>What any asset may carry. Every fourth has a field that no published version of the type knows, every fifth is archived.</summary>
    private static void Decorate(JsonObject properties, int index, string name)
    {
        properties["description"] = $"{name}: \"quoted\", with a line break\nand letters such as é, ß and 猫.";
        properties["tags"] = new JsonObject { ["team"] = "fraud & risk", ["cost center"] = "4711", ["größe"] = "a=b; c/d" };
        properties["properties"] = new JsonObject { ["mlflow.source.type"] = "NOTEBOOK", ["accuracy"] = "0.931", ["empty"] = string.Empty };
        properties["isArchived"] = index % 5 == 4;
        if (index % 4 == 2)
            properties["fieldOfTheFuture"] = new JsonObject { ["enabled"] = true, ["levels"] = new JsonArray(1, 2.5, new JsonObject { ["deep"] = "yes" }) };
    }

    private static string UploadFolder(SeededRandom random) => $"LocalUpload/{Hex(random, 32)}";

    private static string Hex(SeededRandom random, int digits) =>
        string.Concat(Enumerable.Range(0, digits).Select(_ => "0123456789abcdef"[random.Next(16)]));
}
