using System.Globalization;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Seeding;

/// <summary>
/// Model folders as MLflow saves them: <c>MLmodel</c>, the three files that describe the Python environment, an input example and the
/// payload. Source of the files and their keys: the MLflow documentation, "MLflow Models".
/// </summary>
internal static class MlflowModels
{
    private const string MlflowVersion = "2.19.0";
    private const string PythonVersion = "3.11.7";

    /// <summary>A scikit-learn model with a pickled payload.</summary>
    public static ModelContent Pickled(SeededRandom random, string name)
    {
        int features = 4 + random.Next(60);
        byte[] pickle = PickleWriter.Write(new Dictionary<string, object>
        {
            ["name"] = name,
            ["kind"] = "logistic_regression",
            ["classes"] = new object[] { 0, 1 },
            ["feature_names"] = Enumerable.Range(0, features).Select(Feature),
            ["coef"] = ContentFiles.Weights(random, features),
            ["intercept"] = random.NextDouble(),
            ["n_features_in"] = features,
        });
        return Model(
            random, features, "sklearn", ContentFiles.Bytes("model.pkl", pickle), "scikit-learn==1.5.2",
            [("pickled_model", "model.pkl"), ("serialization_format", "pickle"), ("sklearn_version", "1.5.2")]);
    }

    /// <summary>A model in ONNX.</summary>
    public static ModelContent Onnx(SeededRandom random, string name)
    {
        int features = 4 + random.Next(60);
        float[] weights = [.. ContentFiles.Weights(random, features).Select(weight => (float)weight)];
        byte[] onnx = OnnxWriter.Write(name, weights, (float)random.NextDouble());
        return Model(
            random, features, "onnx", ContentFiles.Bytes("model.onnx", onnx), "onnx==1.17.0\nonnxruntime==1.20.1",
            [("data", "model.onnx"), ("onnx_version", "1.17.0")]);
    }

    private static ModelContent Model(
        SeededRandom random, int features, string flavor, SeedFile payload, string packages, (string Key, string Value)[] settings)
    {
        string requirements = $"mlflow=={MlflowVersion}\nnumpy==2.1.3\n{packages}\n";
        string conda = $"""
            channels:
            - conda-forge
            dependencies:
            - python={PythonVersion}
            - pip<=24.3.1
            - pip:
            {Indented(requirements)}
            name: mlflow-env

            """;
        string descriptor = $"""
            artifact_path: model
            flavors:
              python_function:
                env:
                  conda: conda.yaml
                  virtualenv: python_env.yaml
                loader_module: mlflow.{flavor}
                model_path: {payload.Path}
                predict_fn: predict
                python_version: {PythonVersion}
              {flavor}:
            {string.Join('\n', settings.Select(setting => $"    {setting.Key}: {setting.Value}"))}
            mlflow_version: {MlflowVersion}
            model_size_bytes: {payload.Content.Length}
            model_uuid: {Hex(random, 32)}
            run_id: {Hex(random, 32)}
            saved_input_example_info:
              artifact_path: input_example.json
              type: ndarray
            signature:
              inputs: '[{JsonText("float64", features)}]'
              outputs: '[{JsonText("float64", 1)}]'
            utc_time_created: '2026-01-15 09:30:00.000000'

            """;
        string example = new JsonObject
        {
            ["inputs"] = new JsonArray(new JsonArray([.. ContentFiles.Weights(random, features).Select(value => (JsonNode)Math.Round(value, 6))])),
        }.ToJsonString();
        return new ModelContent(
            "mlflow_model",
            [
                ContentFiles.Text("MLmodel", descriptor),
                ContentFiles.Text("conda.yaml", conda),
                ContentFiles.Text("python_env.yaml", $"python: {PythonVersion}\nbuild_dependencies:\n- pip==24.3.1\n- setuptools\n- wheel\ndependencies:\n- -r requirements.txt\n"),
                ContentFiles.Text("requirements.txt", requirements),
                ContentFiles.Text("input_example.json", example),
                payload,
            ],
            new JsonObject
            {
                ["python_function"] = Flavor(("loader_module", $"mlflow.{flavor}"), ("python_version", PythonVersion), ("env", "conda.yaml")),
                [flavor] = Flavor(settings),
            });
    }

    private static JsonObject Flavor(params (string Key, string Value)[] settings) => new()
    {
        ["data"] = new JsonObject(settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
    };

    private static string Feature(int position) => string.Create(CultureInfo.InvariantCulture, $"feature_{position:D3}");

    private static string Indented(string requirements) =>
        string.Join('\n', requirements.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  - {line}"));

    private static string JsonText(string type, int width) => new JsonObject
    {
        ["type"] = "tensor",
        ["tensor-spec"] = new JsonObject { ["dtype"] = type, ["shape"] = new JsonArray(-1, width) },
    }.ToJsonString();

    private static string Hex(SeededRandom random, int digits) =>
        string.Concat(Enumerable.Range(0, digits).Select(_ => "0123456789abcdef"[random.Next(16)]));
}
