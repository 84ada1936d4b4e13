using System.Diagnostics;
using System.Text;
using AmlDr.EndToEnd.Tests.Support;
using AmlDr.Sandbox.Seeding;
using AmlDr.Sandbox.World;
using Google.Protobuf;

namespace AmlDr.EndToEnd.Tests.Seeding;

/// <summary>The made-up assets are what they claim to be, and the same in every run.</summary>
public class SeedPlanTests
{
    private static readonly SeedLocation Location = new(
        new SimulatedWorkspace("mlw-primary", "westeurope", "/subscriptions/s/resourceGroups/g/providers/p/workspaces/mlw-primary", Guid.Empty, "account"),
        new Uri("http://127.0.0.1:1/account/"));

    [Fact]
    public void Create_WithTheSameSeed_GivesTheSameToTheByte() => Assert.Equal(Describe(SeedPlan.Create(Location, 7, 60)), Describe(SeedPlan.Create(Location, 7, 60)));

    [Fact]
    public void Create_WithAnotherSeed_GivesOtherContent() => Assert.NotEqual(Describe(SeedPlan.Create(Location, 7, 60)), Describe(SeedPlan.Create(Location, 8, 60)));

    [Fact]
    public void Create_OfAnyNumber_GivesEachItsOwnNamePlaceAndVersion()
    {
        SeedAsset[] assets = [.. SeedPlan.Create(Location, 7, 200), .. SeedPlan.CreateMore(Location, 7, 40, "more-"), SeedPlan.CreateLarge(Location, 7, "large")];

        Assert.Equal(assets.Length, assets.Select(asset => asset.Path).Distinct().Count());
        string[] roots = [.. assets.Where(asset => asset.Files.Count > 0).Select(asset => asset.Root)];
        Assert.Equal(roots.Length, roots.Distinct().Count());
    }

    [Fact]
    public void Create_OfTheLeastNumber_HasEveryForm()
    {
        IReadOnlyList<SeedAsset> assets = SeedPlan.Create(Location, 7, SeedPlan.Least);
        string[] types = [.. assets.Where(asset => asset.Kind == "model").Select(asset => asset.Body["properties"]!["modelType"]!.GetValue<string>()).Distinct().Order()];

        Assert.Equal(["custom_model", "mlflow_model", "triton_model"], types);
        Assert.Contains(assets, asset => asset.Files.Any(file => file.Content.Length > 1024L * 1024 * 1024));
        Assert.Contains(assets, asset => asset.Files.Any(file => file.Content.Length is > 256L * 1024 * 1024 and < 1024L * 1024 * 1024));
        Assert.Contains(assets, asset => asset.Files.Any(file => file.Path.EndsWith("model.pkl", StringComparison.Ordinal)));
        Assert.Contains(assets, asset => asset.Files.Any(file => file.Path.EndsWith("model.onnx", StringComparison.Ordinal)));
        Assert.Contains(assets, asset => asset.Files.Any(file => file.Path.EndsWith("config.pbtxt", StringComparison.Ordinal)));
        Assert.All(
            (string[])[" ", "+", "%", "#", "ß", "モ"],
            character => Assert.Contains(assets, asset => asset.Files.Any(file => file.Path.Contains(character, StringComparison.Ordinal))));
        Assert.Contains(assets, asset => asset.Body["properties"]!["condaFile"] is not null);
        Assert.Contains(assets, asset => asset.Body["properties"]!["build"] is not null);
        Assert.Contains(assets, asset => asset.SkipCode == "Curated");
        Assert.Contains(assets, asset => asset.SkipCode == "Anonymous");
    }

    [PythonFact]
    public async Task Pickle_ReadByPython_HoldsTheModel()
    {
        SeedAsset model = SeedPlan.Create(Location, 7, SeedPlan.Least).First(asset => asset.Files.Any(file => file.Path == "model.pkl"));
        ProcessStartInfo start = new("python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("import pickle,sys; m=pickle.load(sys.stdin.buffer); print(m['name'], m['kind'], len(m['coef'])==m['n_features_in'], m['classes'])");
        using Process python = Process.Start(start)!;
        await python.StandardInput.BaseStream.WriteAsync(model.Files.Single(file => file.Path == "model.pkl").Content.ToArray());
        python.StandardInput.Close();

        Assert.Equal($"{model.Name} logistic_regression True [0, 1]", (await python.StandardOutput.ReadToEndAsync()).Trim());
    }

    [Fact]
    public void Onnx_ReadAsProtobuf_HoldsTheGraph()
    {
        SeedAsset model = SeedPlan.Create(Location, 7, SeedPlan.Least).First(asset => asset.Files.Any(file => file.Path == "model.onnx"));
        Dictionary<int, List<object>> onnx = Read(model.Files.Single(file => file.Path == "model.onnx").Content.ToArray());
        Dictionary<int, List<object>> graph = Read(((ByteString)Assert.Single(onnx[7])).ToByteArray());
        Dictionary<int, List<object>> weights = Read(((ByteString)graph[5][0]).ToByteArray());

        Assert.Equal(7L, Assert.Single(onnx[1]));
        Assert.Equal(13L, Assert.Single(Read(((ByteString)Assert.Single(onnx[8])).ToByteArray())[2]));
        Assert.Equal(model.Name, ((ByteString)Assert.Single(graph[2])).ToStringUtf8());
        Assert.Equal(["MatMul", "Add", "Sigmoid"], graph[1].Select(node => ((ByteString)Read(((ByteString)node).ToByteArray())[4][0]).ToStringUtf8()));
        Assert.Equal((long)weights[1][0] * sizeof(float), ((ByteString)weights[9][0]).Length);
    }

    /// <summary>The fields of a message by their numbers; numbers and parts only.</summary>
    private static Dictionary<int, List<object>> Read(byte[] message)
    {
        Dictionary<int, List<object>> fields = [];
        CodedInputStream input = new(message);
        while (input.ReadTag() is var tag and not 0)
        {
            object value = WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint ? input.ReadInt64() : input.ReadBytes();
            int number = WireFormat.GetTagFieldNumber(tag);
            (fields.TryGetValue(number, out List<object>? values) ? values : fields[number] = []).Add(value);
        }

        return fields;
    }

    private static string Describe(IReadOnlyList<SeedAsset> assets)
    {
        StringBuilder text = new();
        foreach (SeedAsset asset in assets)
        {
            text.Append(asset).Append(' ').Append(asset.Root).Append(' ').AppendLine(asset.Body.ToJsonString());
            foreach (SeedFile file in asset.Files.Where(file => file.Content.Length < 1024 * 1024))
                text.Append(file.Path).Append(' ').AppendLine(Convert.ToHexString(file.Content.Md5()));
        }

        return text.ToString();
    }
}
