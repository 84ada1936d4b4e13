using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Tests.Support;
using Xunit.Abstractions;

namespace AmlDr.Sandbox.Tests.Arm;

/// <summary>A workspace of a hundred thousand versions, a hundred endpoints and five hundred deployments.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private const int Models = 1000;

    private const int VersionsEach = 100;

    [Fact]
    public async Task List_HundredThousandVersions_EveryPageComplete()
    {
        await using SimulatedAzure azure = await Sim.StartAsync(options => options with { CallLogCapacity = 1000 });
        using ArmCaller arm = new(azure, checkContract: false);
        long memory = GC.GetTotalMemory(forceFullCollection: true), begun = Stopwatch.GetTimestamp();
        for (int model = 0; model < Models; model++)
        {
            for (int version = 1; version <= VersionsEach; version++)
            {
                azure.Resources.Put($"{arm.Primary}/models/m{model}/versions/{version}", new JsonObject
                {
                    ["properties"] = new JsonObject { ["modelUri"] = $"azureml://datastores/workspaceblobstore/paths/m{model}/{version}", ["modelType"] = "custom_model" },
                });
            }
        }

        for (int endpoint = 0; endpoint < 100; endpoint++)
        {
            azure.Resources.Put($"{arm.Primary}/onlineEndpoints/e{endpoint}", new JsonObject { ["location"] = "westeurope", ["properties"] = new JsonObject { ["authMode"] = "Key" } });
            for (int deployment = 0; deployment < 5; deployment++)
            {
                azure.Resources.Put($"{arm.Primary}/onlineEndpoints/e{endpoint}/deployments/d{deployment}", new JsonObject
                {
                    ["location"] = "westeurope", ["properties"] = new JsonObject { ["endpointComputeType"] = "Managed", ["instanceType"] = "Standard_DS3_v2" },
                });
            }
        }

        output.WriteLine($"Written in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s, {(GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024 / 1024} MiB.");
        begun = Stopwatch.GetTimestamp();
        List<JsonObject> containers = await arm.ListAsync(arm.Primary + "/models", "listViewType=All&count=1000");
        output.WriteLine($"{containers.Count} containers listed in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F2} s.");
        begun = Stopwatch.GetTimestamp();
        List<JsonObject> versions = await arm.ListAsync(arm.Primary + "/models/m999/versions");
        (await arm.PutAsync(arm.Primary + "/models/m999/versions/101", """{"properties":{"modelUri":"azureml://datastores/workspaceblobstore/paths/m"}}""")).Expect(HttpStatusCode.Created);
        (await arm.PutAsync(arm.Primary + "/onlineEndpoints/e99/deployments/added", """{"location":"westeurope","properties":{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2"}}""")).Expect(HttpStatusCode.Created);
        output.WriteLine($"A list and two writes in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F2} s.");

        Assert.Equal(Models, containers.Count);
        Assert.Equal(VersionsEach, versions.Count);
        Assert.Equal(VersionsEach * Models, azure.Resources.Snapshot(arm.Primary).Count(resource => resource.Type == "models/versions") - 1);
        Assert.Equal(501 * 8, azure.Capacity.CoresInUse("westeurope", "standardDSv2Family"));
    }
}
