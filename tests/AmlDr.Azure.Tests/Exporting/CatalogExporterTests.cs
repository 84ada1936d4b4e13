using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Exporting;
using AmlDr.Azure.Mirroring;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Kinds;
using YamlDotNet.RepresentationModel;

namespace AmlDr.Azure.Tests.Exporting;

public class CatalogExporterTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private const string Canary = "canary-hunter2/+ä?Zq81";
    private static readonly KindCatalog Kinds = KindCatalog.CreateDefault();

    [Fact]
    public async Task ExportAsync_CatalogOfSeveralKinds_HoldsFilesInOrderAndTheReadmeLast()
    {
        await AddAsync(new(KindNames.Model, "churn", "7"), """{"modelType":"custom_model","modelUri":"azureml://datastores/workspaceblobstore/paths/m/"}""");
        await AddAsync(new(KindNames.Model, "churn", "10"), """{"modelType":"custom_model","modelUri":"azureml://datastores/workspaceblobstore/paths/m/"}""");
        await AddAsync(new(KindNames.Environment, "train", "1"), """{"image":"mcr.microsoft.com/a:1","condaFile":"dependencies:\n- python=3.12\n"}""");
        await AddAsync(new(KindNames.Code, "8c5d", "1"), """{"codeUri":"https://st.blob.core.windows.net/c/x"}""");
        await AddAsync(new(KindNames.OnlineEndpoint, "churn", ""), """{"authMode":"Key"}""");

        Dictionary<string, string> files = await ExportAsync();

        Assert.Equal(
            [
                "arm/code/8c5d/1.json", "environment/train/1.yml", "environment/train/1.conda.yaml", "arm/environment/train/1.json", "model/churn/10.yml",
                "arm/model/churn/10.json", "model/churn/7.yml", "arm/model/churn/7.json", "onlineEndpoint/churn.yml", "arm/onlineEndpoint/churn.json",
                "README.txt",
            ],
            files.Keys);
        Assert.Equal("dependencies:\n- python=3.12\n", files["environment/train/1.conda.yaml"]);
        Assert.Equal("custom_model", (string?)JsonNode.Parse(files["arm/model/churn/7.json"])!["properties"]!["modelType"]);
        Assert.Equal("churn", Scalar(files["model/churn/7.yml"], "name"));
        Assert.StartsWith("# az ml model create --file model/churn/7.yml\n", files["model/churn/7.yml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_Readme_GivesTheOrderAndWhatTheCliCannotCreate()
    {
        await AddAsync(new(KindNames.OnlineEndpoint, "churn", ""), """{"authMode":"Key"}""");
        await AddAsync(new(KindNames.Model, "churn", "7"), """{}""");
        foreach (int version in Enumerable.Range(1, 22))
        {
            await AddAsync(new(KindNames.Code, "8c5d", $"{version}"), """{}""");
        }

        string readme = (await ExportAsync())["README.txt"];

        int model = readme.IndexOf("find model ", StringComparison.Ordinal);
        Assert.InRange(model, 0, readme.IndexOf("find onlineEndpoint ", StringComparison.Ordinal));
        Assert.Contains("- code: the CLI makes code snapshots only from local files", readme, StringComparison.Ordinal);
        Assert.Contains(" and 2 more", readme, StringComparison.Ordinal);
        Assert.Contains(Primary.ToString(), readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_SecretsInTheCatalog_AreInNoFileInNoEncoding()
    {
        await AddAsync(new(KindNames.OnlineDeployment, "churn", "blue"), Properties("environmentVariables", "API_KEY"));
        await AddAsync(new(KindNames.Connection, "c", ""), Properties("metadata", "token"));
        await AddAsync(new(KindNames.Data, "d", "1"), new JsonObject { ["dataUri"] = $"https://st.blob.core.windows.net/c/f?sig={Uri.EscapeDataString(Canary)}" }.ToJsonString());

        Dictionary<string, string> files = await ExportAsync();

        Assert.All(files, file => Assert.Empty(SecretTraces.Find(Encoding.UTF8.GetBytes(file.Key + file.Value), Canary)));
        Assert.Contains("# Secret left out: /properties/environmentVariables/API_KEY", files["onlineDeployment/churn/blue.yml"], StringComparison.Ordinal);
        Assert.Contains("# Secret left out: /properties/dataUri", files["data/d/1.yml"], StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(files["arm/data/d/1.json"])!["properties"]!["dataUri"]);
    }

    [Fact]
    public async Task ExportAsync_OddNames_StayInTheFolderAndAreUnique()
    {
        string[] odd = ["../../x", "a\\b", "C:x", "CON", "größe 模型", "A", "a"];
        foreach (string name in odd)
        {
            await AddAsync(new(KindNames.Data, name, name), """{"dataType":"uri_file","dataUri":"azureml://datastores/d/paths/x"}""");
        }

        Dictionary<string, string> files = await ExportAsync();

        Assert.Equal((2 * odd.Length) + 1, files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files.Keys, name => Assert.Matches(@"\A(README\.txt|(arm/)?data/[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]*/[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]*\.(yml|json))\z", name));
        Assert.Equal(odd.Order(), files.Where(file => file.Key.EndsWith(".yml", StringComparison.Ordinal)).Select(file => Scalar(file.Value, "name")).Order());
    }

    [Fact]
    public async Task ExportAsync_PrimaryDead_StillWorksAndAsksNobodyButTheControlStore()
    {
        await AddAsync(new(KindNames.Model, "churn", "7"), """{}""");
        Sim.Azure.Regions.TakeDown(Sim.World.Primary.Region, Sandbox.Faults.OutageMode.Unavailable);
        long before = Sim.Azure.Calls.LastSequence;

        Assert.Contains("model/churn/7.yml", (await ExportAsync()).Keys);
        Assert.All(Sim.Azure.Calls.Read(new() { Since = before }), call => Assert.Contains(Sim.World.ControlAccount.Name, call.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExportAsync_EmptyCatalog_IsAZipWithAReadme() => Assert.Equal(["README.txt"], (await ExportAsync()).Keys);

    [Fact]
    public async Task ExportAsync_ControlStoreLost_FailsBeforeAnythingIsWritten()
    {
        Sim.Azure.Regions.TakeDown("northeurope", Sandbox.Faults.OutageMode.Unavailable);
        using var destination = new MemoryStream();

        await Assert.ThrowsAsync<TransientException>(() => Exporter().ExportAsync(Pair, destination, None));

        Assert.Equal(0, destination.Length);
    }

    private static string Properties(string member, string name) =>
        new JsonObject { [member] = new JsonObject { [name] = Canary }, ["category"] = "Git", ["endpointComputeType"] = "Managed" }.ToJsonString();

    private static string? Scalar(string yaml, string field)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return ((YamlScalarNode)((YamlMappingNode)stream.Documents[0].RootNode)[field]).Value;
    }

    private CatalogExporter Exporter() => new(Catalog(), Sim.Get<PairRegistry>(), Kinds, TimeProvider.System);

    private CatalogStore Catalog() => new(
        Sim.Get<ControlStoreClient>(), Sim.Get<SecretSealer>(), Sim.Get<PairRegistry>(), Kinds, Sim.Get<StoreResolver>(), TimeProvider.System);

    private async Task AddAsync(AssetId asset, string properties) =>
        await Catalog().WriteIfNewAsync(Pair, asset, new AssetDocument(new JsonObject { ["properties"] = JsonNode.Parse(properties) }), "f", None);

    private async Task<Dictionary<string, string>> ExportAsync()
    {
        using var destination = new MemoryStream();
        await Exporter().ExportAsync(Pair, destination, None);
        using var zip = new ZipArchive(new MemoryStream(destination.ToArray()), ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }

        return files;
    }
}
