using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Seeding;

/// <summary>The bodies of environments, without what every asset has, and the files of their build contexts.</summary>
internal static class Environments
{
    private const string BaseImage = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";

    /// <summary>An image with Conda packages on top.</summary>
    public static JsonObject ImageAndConda(SeededRandom random) => new()
    {
        ["image"] = $"{BaseImage}:{20240100 + random.Next(28)}",
        ["condaFile"] = $"name: train\nchannels:\n- conda-forge\ndependencies:\n- python=3.11\n- numpy=2.{random.Next(4)}\n- pip:\n  - azureml-mlflow==1.{50 + random.Next(9)}.0\n",
        ["osType"] = "Linux",
    };

    /// <summary>An image as it is, with the routes that a scoring container answers on.</summary>
    public static JsonObject ImageOnly(SeededRandom random) => new()
    {
        // The registry that both workspaces use.
        ["image"] = $"crmldr.azurecr.io/scoring/server:1.{random.Next(100)}",
        ["osType"] = "Linux",
        ["inferenceConfig"] = new JsonObject
        {
            ["livenessRoute"] = Route("/live"), ["readinessRoute"] = Route("/ready"), ["scoringRoute"] = Route("/score"),
        },
    };

    /// <summary>An image that is built from a folder with a Dockerfile.</summary>
    /// <param name="contextUri">Address of the folder.</param>
    public static JsonObject BuildContext(string contextUri) => new()
    {
        ["build"] = new JsonObject { ["contextUri"] = contextUri, ["dockerfilePath"] = "docker/Dockerfile" },
        ["osType"] = "Linux",
    };

    /// <summary>The files of such a folder.</summary>
    public static IReadOnlyList<SeedFile> ContextFiles(SeededRandom random) =>
    [
        ContentFiles.Text(
            "docker/Dockerfile",
            $"FROM {BaseImage}:{20240100 + random.Next(28)}\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\nCOPY src/ /app/\n"),
        ContentFiles.Text("requirements.txt", $"numpy==2.1.{random.Next(4)}\npandas==2.2.{random.Next(4)}\n"),
        ContentFiles.Text("src/main.py", "print('ready')\n"),
        ContentFiles.Empty("src/__init__.py"),
    ];

    private static JsonObject Route(string path) => new() { ["path"] = path, ["port"] = 8080 };
}
