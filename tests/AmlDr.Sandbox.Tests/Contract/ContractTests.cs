using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>The checks themselves find what is wrong: a check that passes everything would be no check.</summary>
public sealed class ContractTests
{
    private const string ModelPath = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/models/m/versions/1";

    [FactsFact]
    public async Task Check_PublishedShape_IsKnownAndPasses()
    {
        ArmContract contract = await ArmContract.GetAsync();

        string? operation = contract.Check("GET", ModelPath, 200, _ => null, """{"id":"i","name":"1","type":"t","properties":{"modelUri":"u","tags":{"a":"b"},"description":null}}""");

        Assert.Equal("ModelVersions_Get", operation);
    }

    [FactsTheory]
    [InlineData("""{"id":1,"properties":{}}""", "StringExpected")]
    [InlineData("""{"properties":{"modelUri":5}}""", "modelUri")]
    [InlineData("""{"properties":{"tags":{"a":1}}}""", "tags")]
    [InlineData("""{"properties":{"invented":true}}""", "NoAdditionalPropertiesAllowed")]
    [InlineData("""{"id":"i"}""", "PropertyRequired")]
    [InlineData("""{"properties":{"provisioningState":"Excellent"}}""", "NotInEnumeration")]
    public async Task Check_WrongBody_Throws(string body, string expected)
    {
        ArmContract contract = await ArmContract.GetAsync();

        ContractViolationException thrown = Assert.Throws<ContractViolationException>(() => contract.Check("GET", ModelPath, 200, _ => null, body));

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [FactsFact]
    public async Task Check_StatusNotSpecified_Throws()
    {
        ArmContract contract = await ArmContract.GetAsync();

        Assert.Throws<ContractViolationException>(() => contract.Check("GET", ModelPath, 202, _ => null, string.Empty));
    }

    [FactsFact]
    public async Task Check_MissingHeaderOfLongRunningOperation_Throws()
    {
        ArmContract contract = await ArmContract.GetAsync();
        string schedule = ModelPath.Replace("models/m/versions/1", "schedules/s", StringComparison.Ordinal);

        ContractViolationException thrown = Assert.Throws<ContractViolationException>(() => contract.Check(
            "PUT", schedule, 201, _ => null, """{"properties":{"action":{"actionType":"CreateJob"},"trigger":{"triggerType":"Cron","expression":"* * * * *"}}}"""));

        Assert.Contains("lacks the header", thrown.Message, StringComparison.Ordinal);
    }

    [FactsTheory]
    [InlineData("<EnumerationResults ServiceEndpoint='s' ContainerName='c'><Blobs><Blob><Properties><Last-Modified/><Etag/></Properties></Blob></Blobs><NextMarker/></EnumerationResults>", "lacks Name")]
    [InlineData("<EnumerationResults ServiceEndpoint='s' ContainerName='c'><Blobs><Blob><Name>n</Name><Properties><Last-Modified/><Etag/><Invented/></Properties></Blob></Blobs><NextMarker/></EnumerationResults>", "Invented")]
    public void CheckBlob_WrongXml_Throws(string xml, string expected)
    {
        ContractViolationException thrown = Assert.Throws<ContractViolationException>(() =>
            StorageContract.Blobs.Check("/{containerName}?restype=container&comp=list&flat", "GET", 200, [], xml));

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [FactsFact]
    public void CheckBlob_HeaderNotSpecified_Throws() =>
        Assert.Throws<ContractViolationException>(() => StorageContract.Blobs.Check("/{containerName}/{blob}?BlockBlob", "PUT", 201, ["x-ms-invented"], string.Empty));
}
