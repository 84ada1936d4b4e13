using System.Text.Json.Nodes;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Functions.Tests.Audits;

/// <summary>Assets that mean the same, however they are spelled, are never told of.</summary>
public sealed class EqualAssetsTests : IAsyncLifetime
{
    private const int Environments = 1900;
    private const int Endpoints = 50;

    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Audit_TwoThousandAssetsSpelledDifferently_AllMatch()
    {
        for (int i = 0; i < Environments; i++)
        {
            Put(
                $"environments/e{i % 190}/versions/{(i / 190) + 1}",
                new JsonObject { ["image"] = $"mcr.microsoft.com/base:{i}", ["osType"] = "Linux", ["isArchived"] = i % 5 == 0, ["tags"] = new JsonObject { ["a"] = "1", ["b"] = "2" } },
                i % 5 == 0
                    ? new JsonObject { ["isArchived"] = true, ["tags"] = new JsonObject { ["b"] = "2", ["a"] = "1" }, ["image"] = $"mcr.microsoft.com/base:{i}" }
                    : new JsonObject { ["tags"] = new JsonObject { ["b"] = "2", ["a"] = "1" }, ["image"] = $"mcr.microsoft.com/base:{i}", ["autoRebuild"] = "Disabled" });
        }

        for (int i = 0; i < Endpoints; i++)
        {
            Put($"onlineEndpoints/end{i}", new JsonObject { ["authMode"] = "Key" }, new JsonObject { ["publicNetworkAccess"] = "Enabled", ["authMode"] = "Key" }, "westeurope", "northeurope");
            Put(
                $"onlineEndpoints/end{i}/deployments/blue", Deployment(_app.Azure.World.Primary.ResourceId, i, "PT60S", withDefaults: true),
                Deployment(_app.Azure.World.Secondary.ResourceId.ToUpperInvariant().Replace("RESOURCEGROUPS", "resourcegroups", StringComparison.Ordinal), i, "PT1M", withDefaults: false),
                "westeurope", "northeurope");
        }

        JsonNode report = await new AuditApi(_app).AuditAsync("metadata");

        Assert.Empty(AuditApi.Lines(report));
        Assert.Equal((Environments + (2 * Endpoints), "Equal"), (AuditApi.Count(report, "Match"), (string?)report["verdict"]));
        Assert.Equal((Endpoints, Endpoints), ((int)report["deployable"]!, (int)report["deployableComplete"]!));
        Assert.DoesNotContain(_app.Azure.Calls.Read(new CallQuery { Service = AzureService.Arm }), call => call.Operation.EndsWith("versions:get", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_NeededEnvironmentIsGone_TheDeploymentIsNamedWithTheWay()
    {
        Put("environments/e1/versions/1", new JsonObject { ["image"] = "mcr.microsoft.com/base:1" }, new JsonObject { ["image"] = "mcr.microsoft.com/base:1" });
        Put("onlineEndpoints/end1", new JsonObject { ["authMode"] = "Key" }, new JsonObject { ["authMode"] = "Key" }, "westeurope", "northeurope");
        Put(
            "onlineEndpoints/end1/deployments/blue", Deployment(_app.Azure.World.Primary.ResourceId, 1, "PT1M", false), Deployment(_app.Azure.World.Secondary.ResourceId, 1, "PT1M", false),
            "westeurope", "northeurope");
        _app.Azure.Resources.Remove($"{_app.Azure.World.Secondary.ResourceId}/environments/e1");

        JsonNode report = await new AuditApi(_app).AuditAsync("metadata");

        Assert.Equal(["Differs onlineDeployment end1:blue DependencyMissing properties.environmentId", "Missing environment e1:1 Missing"], AuditApi.Lines(report));
        Assert.Equal((1, 0), ((int)report["deployable"]!, (int)report["deployableComplete"]!));
    }

    [Fact]
    public async Task Audit_ReferenceIntoThePrimary_IsNamedWithBothValues()
    {
        Put("environments/e1/versions/1", new JsonObject { ["image"] = "mcr.microsoft.com/base:1" }, new JsonObject { ["image"] = "mcr.microsoft.com/base:1" });
        Put("onlineEndpoints/end1", new JsonObject { ["authMode"] = "Key" }, new JsonObject { ["authMode"] = "Key" }, "westeurope", "northeurope");
        Put(
            "onlineEndpoints/end1/deployments/blue", Deployment(_app.Azure.World.Primary.ResourceId, 1, "PT1M", false), Deployment(_app.Azure.World.Primary.ResourceId, 1, "PT1M", false),
            "westeurope", "northeurope");

        JsonNode report = await new AuditApi(_app).AuditAsync("metadata");

        Assert.Equal(["Differs onlineDeployment end1:blue Field properties.environmentId"], AuditApi.Lines(report));
        JsonNode reason = report["findings"]![0]!["reasons"]![0]!;
        Assert.Contains(_app.Azure.World.Secondary.Name, (string?)reason["expected"], StringComparison.Ordinal);
        Assert.Contains(_app.Azure.World.Primary.Name, (string?)reason["actual"], StringComparison.Ordinal);
    }

    private void Put(string path, JsonObject primary, JsonObject secondary, string? primaryLocation = null, string? secondaryLocation = null)
    {
        Put(_app.Azure.World.Primary.ResourceId, primary, primaryLocation);
        Put(_app.Azure.World.Secondary.ResourceId, secondary, secondaryLocation);

        void Put(string workspace, JsonObject properties, string? location)
        {
            var body = new JsonObject { ["properties"] = properties };
            if (location is not null)
            {
                body["location"] = location;
            }

            _app.Azure.Resources.Put($"{workspace}/{path}", body);
        }
    }

    private static JsonObject Deployment(string workspace, int number, string timeout, bool withDefaults)
    {
        var properties = new JsonObject
        {
            ["endpointComputeType"] = "Kubernetes",
            ["environmentId"] = $"{workspace}/environments/e{number}/versions/1",
            ["requestSettings"] = new JsonObject { ["requestTimeout"] = timeout },
        };
        if (withDefaults)
        {
            properties["appInsightsEnabled"] = false;
            properties["requestSettings"]!["maxQueueWait"] = "PT0.5S";
            properties["livenessProbe"] = new JsonObject { ["period"] = "PT10S", ["failureThreshold"] = 30 };
        }

        return properties;
    }
}
