using AmlDr.Core.References;

namespace AmlDr.Core.Tests.References;

public class ReferenceParserTests
{
    private const string Scope = "subscriptions/s1/resourcegroups/rg1/workspaces/ws1";

    public static TheoryData<string, AssetReference> Forms()
    {
        var named = new ReferencedWorkspace("s1", "rg1", "ws1");
        var data = new TheoryData<string, AssetReference>();
        void Add(string text, Func<string, AssetReference> expected) => data.Add(text, expected(text));

        Add("azureml://datastores/ds/paths/a/b.txt", text => new DatastorePathReference(text, ReferencedWorkspace.Own, "ds", "a/b.txt", true));
        Add($"azureml://{Scope}/datastores/ds/paths/a/b c.txt", text => new DatastorePathReference(text, named, "ds", "a/b c.txt", true));
        Add("AzureML://Subscriptions/s1/resourceGroups/rg1/workspaces/ws1/datastores/ds/paths/", text => new DatastorePathReference(text, named, "ds", "", true));
        Add("azureml://datastores/ds/ExperimentRun/dcid.r1/x", text => new DatastorePathReference(text, ReferencedWorkspace.Own, "ds", "ExperimentRun/dcid.r1/x", false));
        Add("azureml://jobs/j1/outputs/artifacts/paths/model/", text => new JobOutputReference(text, "j1", "artifacts", "model/"));
        Add("azureml://jobs/j1/outputs/trained", text => new JobOutputReference(text, "j1", "trained", ""));
        Add("runs:/r1/model", text => new JobOutputReference(text, "r1", "artifacts", "model"));
        Add($"/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/environments/e/versions/7",
            text => new WorkspaceAssetReference(text, named, "environments", "e", "7", null));
        Add($"azureml:/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/codes/c/versions/1",
            text => new WorkspaceAssetReference(text, named, "codes", "c", "1", null));
        Add($"/subscriptions/s1/resourcegroups/rg1/providers/microsoft.machinelearningservices/workspaces/ws1/models/m/labels/latest",
            text => new WorkspaceAssetReference(text, named, "models", "m", null, "latest"));
        Add($"azureml://{Scope}/models/m/versions/3", text => new WorkspaceAssetReference(text, named, "models", "m", "3", null));
        Add("azureml://resourceGroups/rg1/workspaces/ws1/data/d/versions/1", text => new WorkspaceAssetReference(text, named with { SubscriptionId = null }, "data", "d", "1", null));
        Add("azureml://models/m/versions/3", text => new WorkspaceAssetReference(text, ReferencedWorkspace.Own, "models", "m", "3", null));
        Add("azureml://locations/westeurope/workspaces/guid1/models/m/versions/3", text => new RegionalAssetReference(text, "westeurope", "guid1", "models", "m", "3"));
        Add("azureml://registries/r/components/c/versions/1.2", text => new RegistryAssetReference(text, "r", "components", "c", "1.2", null));
        Add("azureml://registries/r/environments/e/labels/latest", text => new RegistryAssetReference(text, "r", "environments", "e", null, "latest"));
        Add("azureml://feeds/r/models/m/versions/1", text => new RegistryAssetReference(text, "r", "models", "m", "1", null));
        Add("azureml:m:1", text => new ShorthandReference(text, "m", "1", null));
        Add("azureml:m:2024:01:01", text => new ShorthandReference(text, "m", "2024:01:01", null));
        Add("azureml:m@latest", text => new ShorthandReference(text, "m", null, "latest"));
        Add($"/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1/computes/cpu",
            text => new WorkspaceChildReference(text, named, "computes/cpu"));
        Add("https://st.blob.core.windows.net/c/a%20b", text => new WebReference(text, new Uri(text)));
        return data;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void TryParse_PublishedForm_GivesItsMeaning(string text, AssetReference expected)
    {
        Assert.True(ReferenceParser.TryParse(text, out AssetReference? actual));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a plain text")]
    [InlineData("./relative/path")]
    [InlineData("/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/virtualNetworks/v/subnets/s")]
    public void TryParse_NoReference_IsFalse(string? text) => Assert.False(ReferenceParser.TryParse(text, out _));

    [Theory]
    [InlineData("azureml://something/new")]
    [InlineData("azureml://datastores/")]
    [InlineData("azureml:")]
    [InlineData("azureml:a@b@c")]
    [InlineData("runs:/")]
    public void TryParse_UnknownForm_IsUnknownAndKeepsTheText(string text)
    {
        Assert.True(ReferenceParser.TryParse(text, out AssetReference? reference));
        Assert.Equal(text, Assert.IsType<UnknownReference>(reference).Original);
    }
}
