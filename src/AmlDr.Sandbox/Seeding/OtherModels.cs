using AmlDr.Sandbox.Faults;

namespace AmlDr.Sandbox.Seeding;

/// <summary>Models that are not MLflow's: Triton repositories, single files, and folders with difficult file names.</summary>
internal static class OtherModels
{
    private const long MiB = 1024 * 1024;

    /// <summary>A Triton model repository: two models, each with its configuration and a folder per version.</summary>
    public static ModelContent Triton(SeededRandom random, string name)
    {
        float[] weights = [.. ContentFiles.Weights(random, 16).Select(weight => (float)weight)];
        return new ModelContent(
            "triton_model",
            [
                ContentFiles.Text("classifier/config.pbtxt", Configuration("classifier", "onnxruntime_onnx")),
                ContentFiles.Text("classifier/labels.txt", "legitimate\nfraud\n"),
                ContentFiles.Bytes("classifier/1/model.onnx", OnnxWriter.Write(name, weights, 0.25f)),
                ContentFiles.Bytes("classifier/2/model.onnx", OnnxWriter.Write(name, weights, 0.5f)),
                ContentFiles.Text("preprocess/config.pbtxt", Configuration("preprocess", "python")),
                ContentFiles.Text("preprocess/1/model.py", "class TritonPythonModel:\n    def execute(self, requests):\n        return requests\n"),
            ]);
    }

    /// <summary>One file in a folder.</summary>
    public static ModelContent SmallFile(SeededRandom random) =>
        new("custom_model", [ContentFiles.Generated("weights.bin", random.Next(int.MaxValue), 1024 + random.Next(64 * 1024))]);

    /// <summary>One file and no folder: the model's path is the file itself.</summary>
    /// <param name="random">Draws the content.</param>
    /// <param name="mebibytes">Its length; a few bytes are added so that its last block is a short one.</param>
    public static ModelContent LargeFile(SeededRandom random, int mebibytes) =>
        new("custom_model", [ContentFiles.Generated(string.Empty, random.Next(int.MaxValue), (mebibytes * MiB) + 4321)]);

    /// <summary>A folder whose file names hold every character that addresses give a meaning to.</summary>
    public static ModelContent OddNames(SeededRandom random) => new(
        "custom_model",
        [
            ContentFiles.Text("read me first.txt", "Names with a space.\n"),
            ContentFiles.Text("a+b=c.txt", "A plus is no space.\n"),
            ContentFiles.Text("100%/50%25.txt", "A percent sign, and one that looks encoded.\n"),
            ContentFiles.Text("issue #12/c#.txt", "A number sign begins a fragment.\n"),
            ContentFiles.Text("Größe/überprüfung.txt", "Letters beyond ASCII.\n"),
            ContentFiles.Text("モデル/重み.txt", "Letters beyond Latin.\n"),
            ContentFiles.Text("what?.txt", "A question mark begins a query.\n"),
            ContentFiles.Text("a&b;c='d'(e).txt", "Other reserved characters.\n"),
            ContentFiles.Empty("empty.bin"),
            ContentFiles.Empty("empty folder/.keep"),
            ContentFiles.Generated("deep/er/and/deep/er/weights.bin", random.Next(int.MaxValue), 4096),
        ]);

    private static string Configuration(string name, string backend) =>
        backend == "python"
            ? $"name: \"{name}\"\nbackend: \"python\"\nmax_batch_size: 8\n"
            : $"name: \"{name}\"\nplatform: \"{backend}\"\nmax_batch_size: 8\n";
}
