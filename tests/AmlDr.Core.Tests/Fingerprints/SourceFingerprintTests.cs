using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Fingerprints;
using AmlDr.Core.Kinds;
using AmlDr.Core.Tests.Kinds;

namespace AmlDr.Core.Tests.Fingerprints;

public class SourceFingerprintTests
{
    [Theory]
    [InlineData("datastore.blob", true)]
    [InlineData("connection.apiKey", true)]
    [InlineData("connection.identity", true)]
    [InlineData("onlineEndpoint.managed", true)]
    [InlineData("batchEndpoint.keyed", true)]
    [InlineData("datastore.oneLake", false)]
    [InlineData("model.mlflow", false)]
    [InlineData("onlineDeployment.managed", false)]
    [InlineData("schedule.command", false)]
    public void Of_TimeOfTheLastChange_CountsWhereASecretMayHaveChanged(string sample, bool counts)
    {
        var read = KindSample.Read(sample);
        JsonObject later = read.Document.CloneNode();
        later["systemData"]!["lastModifiedAt"] = "2026-05-05T00:00:00Z";

        Assert.Equal(counts, SourceFingerprint.Of(read.Document, read.Kind) != SourceFingerprint.Of(new AssetDocument(later), read.Kind));
    }

    [Theory]
    [InlineData("datastore.blob")]
    [InlineData("model.mlflow")]
    public void Of_ChangedField_Differs(string sample)
    {
        var read = KindSample.Read(sample);
        JsonObject changed = read.Document.CloneNode();
        changed["properties"]!["description"] = "another";

        Assert.NotEqual(SourceFingerprint.Of(read.Document, read.Kind), SourceFingerprint.Of(new AssetDocument(changed), read.Kind));
    }

    [Fact]
    public void CanBeArchived_Kinds_AreVersionsWhoseListsShowIt() => Assert.Equal(
        ["component", "data", "environment", "featureset", "featurestoreEntity", "model"],
        KindCatalog.CreateDefault().All.Where(kind => kind.CanBeArchived()).Select(kind => kind.Name).Order(StringComparer.Ordinal));
}
