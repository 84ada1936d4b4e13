using AmlDr.Core.Policies;
using AmlDr.Core.Rewriting;
using AmlDr.Core.Tests.Kinds;

namespace AmlDr.Core.Tests.Rewriting;

public class ContentPlacesTests
{
    [Theory]
    [InlineData("model.mlflow", "stwest.blob.core.windows.net/azureml-blobstore-aaaaaaaa-0000-0000-0000-000000000001 models/churn")]
    [InlineData("model.jobOutput", "stwest.blob.core.windows.net/azureml ExperimentRun/dcid.lucky_fox/model")]
    [InlineData("data.folder", "stwest.blob.core.windows.net/azureml-blobstore-aaaaaaaa-0000-0000-0000-000000000001 raw/2026")]
    [InlineData("data.public", "")]
    [InlineData("data.table", "stdatawest.blob.core.windows.net/lake tables/churn, stdatawest.blob.core.windows.net/lake raw, stdatawest.blob.core.windows.net/lake more")]
    [InlineData("code.ownContainer", "stwest.blob.core.windows.net/aaaaaaaa-0000-0000-0000-000000000001-code 9d6e1fe3")]
    [InlineData("environment.image", "")]
    [InlineData("batchDeployment.dataPath", "stdatawest.blob.core.windows.net/lake models/churn")]
    [InlineData("component.command", "")]
    public void Find_Sample_NamesThePlacesToCopy(string file, string expected)
    {
        KindSample sample = KindSample.Read(file);

        IReadOnlyList<ContentPlace> places = ContentPlaces.Find(sample.Kind, sample.Document, ConformancePair.Context);

        Assert.Equal(expected, string.Join(", ", places.Select(place => $"{place.Store.PrimaryRoot.Host}{place.Store.PrimaryRoot.AbsolutePath} {place.Path}")));
    }

    [Theory]
    [InlineData(DataHandling.Shared)]
    [InlineData(DataHandling.Replicated)]
    public void Find_DatastoreThatIsNotCopied_NamesNothing(DataHandling handling)
    {
        KindSample sample = KindSample.Read("data.table");
        RewriteContext context = ConformancePair.Context with
        {
            Policy = ConformancePair.Policy with { Datastores = new Dictionary<string, DataHandling> { ["lake"] = handling } },
        };

        Assert.Empty(ContentPlaces.Find(sample.Kind, sample.Document, context));
    }

    [Theory]
    [InlineData("data.table", "lake workspaceblobstore workspaceartifactstore")]
    [InlineData("model.mlflow", "workspaceblobstore")]
    [InlineData("model.jobOutput", "workspaceartifactstore")]
    [InlineData("environment.image", "")]
    public void FindDatastores_Sample_NamesThoseToLookUp(string file, string expected)
    {
        KindSample sample = KindSample.Read(file);

        Assert.Equal(expected, string.Join(' ', ContentPlaces.FindDatastores(sample.Kind, sample.Document)));
    }
}
