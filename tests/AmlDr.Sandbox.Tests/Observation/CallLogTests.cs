using System.Net;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Observation;

/// <summary>The call log: lines, secrets, totals, bounds.</summary>
public sealed class CallLogTests
{
    private const string Model = """{"properties":{"modelUri":"u"}}""";

    [Fact]
    public async Task Read_Calls_NamedByOperationWithRegionEffectAndBytes()
    {
        await using var azure = await Sim.StartAsync();
        using ArmCaller arm = new(azure);
        using BlobCaller blob = new(azure);

        await arm.PutAsync($"{arm.Secondary}/models/m/versions/1", Model);
        await arm.GetAsync($"{arm.Secondary}/models/m/versions/1");
        await arm.GetAsync($"{arm.Primary}/environments");
        await arm.PostAsync($"{arm.Primary}/datastores/workspaceblobstore/listSecrets");
        await arm.DeleteAsync($"{arm.Secondary}/models/m/versions/2");
        await blob.PutAsync("/stmldrcontrol/none/b", "12345");
        await blob.PutAsync("/stmldrprimary/azureml/b", "12345");
        await blob.GetAsync("/stmldrprimary/azureml/b", ("x-ms-range", "bytes=0-1"));
        await arm.GetAsync(ArmCaller.InSubscription("/providers/Microsoft.MachineLearningServices/workspaces"));

        Assert.Equal(
            [
                "models/versions:put northeurope 201 True", "models/versions:get northeurope 200 False", "environments:list westeurope 200 False",
                "datastores:listSecrets westeurope 200 False", "models/versions:delete northeurope 204 False", "blobs:put northeurope 404 False",
                "blobs:put westeurope 201 True", "blobs:get westeurope 206 False", "workspaces:list  200 False",
            ],
            azure.Calls.Read().Select(call => $"{call.Operation} {call.Region} {call.Status} {call.TookEffect}"));
        IReadOnlyList<CallRecord> calls = azure.Calls.Read();
        Assert.Equal(Model.Length, calls[0].BytesIn);
        Assert.Equal(azure.Tokens.DefaultClientId.ToString(), calls[0].Caller);
        Assert.Equal((5, 0), (calls[6].BytesIn, calls[6].BytesOut));
        Assert.Equal((0, 2), (calls[7].BytesIn, calls[7].BytesOut));
        Assert.Equal("ContainerNotFound", calls[5].Error);
        Assert.Equal("stmldrcontrol", calls[5].Account);
    }

    [Fact]
    public async Task Summarise_UnknownWords_DoNotBecomeNames()
    {
        await using var azure = await Sim.StartAsync();
        using ArmCaller arm = new(azure, checkContract: false);

        for (int i = 0; i < 5; i++)
        {
            await arm.GetAsync($"{arm.Primary}/invention{i}/x");
            await arm.PostAsync($"{arm.Primary}/datastores/workspaceblobstore/action{i}");
            await arm.GetAsync(ArmCaller.InSubscription($"/providers/Microsoft.MachineLearningServices/locations/place{i}/mfeOperationsStatus/{i}"));
            await arm.PostAsync($"{arm.Primary}/datastores/workspaceblobstore/LISTSECRETS");
        }

        Assert.Equal(
            ["operations:get", "datastores:listSecrets", "datastores:unknown", "unknown"],
            azure.Calls.Summarise().Operations.Select(count => count.Operation));
    }

    [Fact]
    public async Task Read_AnyCall_ShowsNoSecret()
    {
        await using var azure = await Sim.StartAsync();
        using BlobCaller blob = new(azure);
        await using Webhook hook = await Webhook.StartAsync();
        await blob.PutAsync("/stmldrprimary/azureml/b", "x");
        string sas = blob.ServiceSas(blob.Primary, "azureml", "b", "r");

        await blob.GetAsync($"/stmldrprimary/azureml/b?{sas}");
        await azure.EventGrid.SubscribeAsync(new() { Name = "s", Topic = azure.World.Primary.ResourceId, EndpointUrl = hook.Url });

        string log = string.Join('\n', azure.Calls.Read().Select(call => call.ToString()));
        string signature = sas.Split("sig=")[1];
        Assert.DoesNotContain(signature, log, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", log, StringComparison.Ordinal);
        Assert.Contains("sig=REDACTED", log, StringComparison.Ordinal);
        Assert.Contains("code=REDACTED", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summarise_Copies_CountedApartFromClientsBytes()
    {
        await using var azure = await Sim.StartAsync();
        using BlobCaller blob = new(azure);
        await blob.PutAsync("/stmldrprimary/azureml/b", new byte[1000]);
        (string, string)[] source = [("x-ms-copy-source", blob.UrlOf("stmldrprimary", "azureml", "b")), ("x-ms-copy-source-authorization", "Bearer " + blob.Token)];

        await blob.SendAsync(HttpMethod.Put, "/stmldrsecondary/azureml/b", [], [("x-ms-blob-type", "BlockBlob"), .. source]);
        await blob.SendAsync(HttpMethod.Put, "/stmldrsecondary/azureml/c?comp=block&blockid=MQ==", [], [("x-ms-source-range", "bytes=0-99"), .. source]);
        await blob.SendAsync(HttpMethod.Put, "/stmldrsecondary/azureml/c?comp=blocklist", "<BlockList><Latest>MQ==</Latest></BlockList>"u8.ToArray());
        await blob.GetAsync("/stmldrsecondary/azureml/c");

        CallSummary summary = azure.Calls.Summarise();
        Assert.Equal(1100, summary.BytesCopiedByService);
        Assert.Equal(1100, summary.BytesThroughClients);
        Assert.Equal(1, summary.Effects("blobs:putFromUrl", "northeurope"));
        Assert.Equal(0, summary.Calls("blobs:putFromUrl", "westeurope"));
    }

    [Fact]
    public async Task Read_RingFull_OldestGoTotalsStay()
    {
        await using var azure = await Sim.StartAsync(options => options with { CallLogCapacity = 10 });
        using ArmCaller arm = new(azure);
        for (int i = 0; i < 25; i++)
            await arm.GetAsync(arm.Primary);

        IReadOnlyList<CallRecord> calls = azure.Calls.Read();
        CallSummary summary = azure.Calls.Summarise();

        Assert.Equal(Enumerable.Range(16, 10).Select(number => (long)number), calls.Select(call => call.Sequence));
        Assert.Equal(25, summary.Calls("workspaces:get"));
        Assert.Equal(15, summary.Forgotten);
        Assert.Equal(25, summary.LastSequence);
    }

    [Fact]
    public async Task Read_Query_FiltersAndLimits()
    {
        await using var azure = await Sim.StartAsync();
        using ArmCaller arm = new(azure);
        foreach (string workspace in (string[])[arm.Primary, arm.Secondary, arm.Primary])
            await arm.GetAsync(workspace);
        await arm.PutAsync($"{arm.Primary}/models/m/versions/1", Model);

        Assert.Equal([1, 3, 4], azure.Calls.Read(new CallQuery { Region = "WestEurope" }).Select(call => call.Sequence));
        Assert.Equal([4], azure.Calls.Read(new CallQuery { Effect = true }).Select(call => call.Sequence));
        Assert.Equal([3], azure.Calls.Read(new CallQuery { Since = 2, Operation = "workspaces:get" }).Select(call => call.Sequence));
        Assert.Equal([1, 2], azure.Calls.Read(new CallQuery { Limit = 2, Service = AzureService.Arm }).Select(call => call.Sequence));
        Assert.Equal([2], azure.Calls.Read(new CallQuery { PathContains = "MLW-SECONDARY" }).Select(call => call.Sequence));
    }

    [Fact]
    public async Task Reset_ForgetsCallsAndTotalsAndCountsOn()
    {
        await using var azure = await Sim.StartAsync();
        using ArmCaller arm = new(azure);
        await arm.GetAsync(arm.Primary);
        azure.Calls.Reset();

        Assert.Empty(azure.Calls.Read());
        Assert.Empty(azure.Calls.Summarise().Operations);
        (await arm.GetAsync(arm.Primary)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, azure.Calls.Read().Single().Sequence);
    }
}
