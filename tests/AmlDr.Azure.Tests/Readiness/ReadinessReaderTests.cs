using System.Text.Json.Nodes;
using AmlDr.Azure.Access;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Jobs;
using AmlDr.Azure.Notebooks;
using AmlDr.Azure.Readiness;
using AmlDr.Azure.Sweeping;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Jobs;
using AmlDr.Core.Kinds;
using AmlDr.Core.Readiness;
using AmlDr.Core.Readiness.Snapshots;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;

namespace AmlDr.Azure.Tests.Readiness;

/// <summary>Snapshots taken over HTTP, by what the checks make of them.</summary>
public sealed class ReadinessReaderTests : SimulatorTest
{
    private const string Group = "/subscriptions/" + WorldTopology.SubscriptionId + "/resourceGroups/" + WorldTopology.ResourceGroup;
    private const string Vault = Group + "/providers/Microsoft.KeyVault/vaults/kv-mldr";
    private const string Registry = Group + "/providers/Microsoft.ContainerRegistry/registries/crmldr";

    [Fact]
    public async Task ReadAsync_SeededWorld_IsJudgedAsItIs()
    {
        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        Assert.Equal(
            ["assets: Unknown", "notebooks: Warn", "zones: Warn"],
            checks.Values.Where(check => check.Verdict != ReadinessVerdict.Pass).Select(check => $"{check.Id}: {check.Verdict}").Order());
        Assert.Equal("westeurope", (string?)checks["workspaces"].Facts["primary"]!["location"]);
        Assert.Equal(2, checks["registry-replication"].Facts["crmldr"]!["replications"]!.AsArray().Count);
    }

    [Fact]
    public async Task ReadAsync_PrivateEncryptedWorldWithClusters_EveryResourceIsReadOnce()
    {
        Furnish();

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        Assert.Equal(
            ["assets: Unknown", "notebooks: Warn", "zones: Warn"],
            checks.Values.Where(check => check.Verdict != ReadinessVerdict.Pass).Select(check => $"{check.Id}: {check.Verdict}").Order());
        Assert.Contains("has one in the secondary's", checks["private-endpoints"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("linked to the networks of both", checks["private-dns"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("several regions or zones", checks["cosmos-db"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("in vaults that exist", checks["customer-managed-key"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("in several zones", checks["kubernetes"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("free quota suffices", checks["quota"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("None of 2", checks["hard-coded-references"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Contains("There is no AML registry", checks["aml-registries"].Findings[0].Reason, StringComparison.Ordinal);
        string[] twice = [.. Sim.Azure.Calls.Read(new CallQuery()).Where(call => call.Service == AzureService.Arm)
            .GroupBy(call => call.Path, StringComparer.OrdinalIgnoreCase).Where(calls => calls.Count() > 1).Select(calls => calls.Key)];
        Assert.Empty(twice);
    }

    [Theory]
    [InlineData("one-container-registry", "registry")]
    [InlineData("registry-replication", "sku")]
    [InlineData("private-endpoints", "endpoint")]
    [InlineData("private-dns", "zone")]
    [InlineData("role-assignments", "role")]
    [InlineData("datastores", "datastore")]
    [InlineData("quota", "quota")]
    [InlineData("kubernetes", "cluster")]
    [InlineData("hard-coded-references", "component")]
    [InlineData("aml-registries", "amlRegistry")]
    [InlineData("tiers", "endpoints")]
    public async Task ReadAsync_OneThingAmiss_TheCheckFindsItAndTheOthersDoNot(string check, string what)
    {
        Furnish();
        Spoil(what);

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        string[] found = [.. checks.Values.Where(one => one.Verdict != ReadinessVerdict.Pass && one.Id is not ("assets" or "notebooks" or "zones")).Select(one => one.Id)];
        Assert.Contains(check, found);
        Assert.True(found.Length <= 2, string.Join(", ", found));
    }

    [Fact]
    public async Task ReadAsync_WithTheRolesOfTheInstallation_NothingIsDenied()
    {
        Furnish();
        await GrantAllAsync();

        ReadinessSnapshot snapshot = await ReadAsync();

        string[] denied = [.. snapshot.Resources.Values.Select(reading => (reading.State, reading.Problem))
            .Concat(snapshot.Lists.Values.Select(reading => (reading.State, reading.Problem)))
            .Where(reading => reading.State == ReadingState.Denied).Select(reading => reading.Problem!)];
        Assert.Empty(denied);
        Assert.Equal(ReadingState.Read, snapshot.Mirror.State);
        Assert.Equal(ReadingState.Read, snapshot.References.State);
        Assert.Equal(ReadingState.Read, snapshot.DeletedWorkspaces.State);
    }

    [Fact]
    public async Task ReadAsync_WithoutTheReadinessRole_IsUnknownAndNamesActionScopeAndRole()
    {
        Furnish();
        await GrantAllAsync(except: nameof(RequiredActions.ReadinessRead));

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        foreach ((string check, string action) in new[]
        {
            ("key-vault-protection", "Microsoft.KeyVault/vaults/read"), ("registry-replication", "Microsoft.ContainerRegistry/registries/replications/read"),
            ("application-insights", "Microsoft.Insights/components/read"), ("role-assignments", "Microsoft.Authorization/roleAssignments/read"),
            ("private-endpoints", "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/read"),
            ("kubernetes", "Microsoft.ContainerService/managedClusters/read"), ("cosmos-db", "Microsoft.DocumentDB/databaseAccounts/read"),
            ("aml-registries", "Microsoft.MachineLearningServices/registries/read"),
        })
        {
            Assert.Equal(ReadinessVerdict.Unknown, checks[check].Verdict);
            Assert.Contains(
                checks[check].Findings,
                finding => finding.Remedy!.Contains($"the action '{action}' at {Group}", StringComparison.OrdinalIgnoreCase)
                    && finding.Remedy.Contains("the role 'readinessRead' of infra/roles.json", StringComparison.Ordinal));
        }

        Assert.Equal(ReadinessVerdict.Pass, checks["workspaces"].Verdict);
        Assert.Equal(ReadinessVerdict.Pass, checks["quota"].Verdict);
    }

    [Fact]
    public async Task ReadAsync_WithoutAnyRole_NoCheckPasses()
    {
        Sim.Azure.Access.Enforced = true;
        foreach (ActionGroup group in RequiredActions.All.Where(group => group.Feature == nameof(RequiredActions.ControlStore)))
        {
            Grant(group);
        }

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        Assert.All(checks.Values.Where(check => check.Id is not ("assets" or "notebooks")), check => Assert.Equal(ReadinessVerdict.Unknown, check.Verdict));
        Assert.Contains(
            "the action 'Microsoft.MachineLearningServices/workspaces/computes/read'",
            string.Join(' ', checks["computes"].Findings.Select(finding => finding.Remedy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_PrimaryRegionDown_SecondaryIsJudgedAndQuotaComesFromTheCatalog()
    {
        Furnish();
        CatalogStore catalog = Sim.Get<CatalogStore>();
        AssetDocument cluster = new(Sim.Azure.Resources.Get($"{Primary}/computes/cluster")!);
        await catalog.WriteIfNewAsync(Sim.Pair.Name, new AssetId(KindNames.Compute, "cluster", ""), cluster, "f", None);
        AssetDocument deployment = new(Sim.Azure.Resources.Get($"{Primary}/onlineEndpoints/score/deployments/blue")!);
        await catalog.WriteIfNewAsync(Sim.Pair.Name, new AssetId(KindNames.OnlineDeployment, "score", "blue"), deployment, "f", None);
        Sim.Azure.Capacity.SetLimit(WorldTopology.SecondaryRegion, "standardDSv2Family", 3);
        Sim.Azure.Regions.TakeDown(WorldTopology.PrimaryRegion, OutageMode.Reset);

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        Assert.Equal(ReadinessVerdict.Unknown, checks["workspaces"].Verdict);
        Assert.Contains("could not be read", checks["workspaces"].Findings[0].Reason, StringComparison.Ordinal);
        Assert.Equal("northeurope", (string?)checks["workspaces"].Facts["secondary"]!["location"]);
        Assert.Equal(ReadinessVerdict.Fail, checks["quota"].Verdict);
        Assert.Contains(checks["zones"].Findings, finding => finding.Reason.Contains("'Standard_LRS', in one zone", StringComparison.Ordinal));
        Assert.DoesNotContain(
            checks.Values, check => check.Verdict == ReadinessVerdict.Fail && check.Id != "quota");
    }

    [Fact]
    public async Task ReadAsync_WorkspaceMissing_IsAFailureAndTheRestUnknown()
    {
        Sim.Azure.Resources.Remove(Secondary.ToString());

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        Assert.Equal(ReadinessVerdict.Fail, checks["workspaces"].Verdict);
        Assert.Equal(ReadinessVerdict.Unknown, checks["one-key-vault"].Verdict);
        Assert.Equal(ReadinessVerdict.Unknown, checks["deleted-names"].Verdict);
    }

    [Fact]
    public async Task ReadAsync_ThrottledAndLostCalls_AreRepeated()
    {
        Sim.Fail("workspaces:get", FaultKind.Throttle429, times: 2);
        Sim.Fail("vaults:get", FaultKind.Error503, times: 2);

        IReadOnlyDictionary<string, CheckResult> checks = await CheckAsync();

        Assert.Equal(ReadinessVerdict.Pass, checks["workspaces"].Verdict);
        Assert.Equal(ReadinessVerdict.Pass, checks["key-vault-protection"].Verdict);
    }

    [Fact]
    public async Task ReadAsync_ResourceThatKeepsFailing_IsUnknownWithTheReason()
    {
        Sim.Fail("vaults:get", FaultKind.Error503, times: null);

        CheckResult check = (await CheckAsync())["key-vault-protection"];

        Assert.Equal(ReadinessVerdict.Unknown, check.Verdict);
        Assert.Contains("503", check.Findings[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_IdentifierThatLeadsElsewhere_IsNotSent()
    {
        Sim.Azure.Resources.Put($"{Primary}/datastores/odd", Properties(
            """{"datastoreType":"AzureBlob","accountName":"x","containerName":"c","subscriptionId":"..","resourceGroup":"rg/../../tenants?"}"""));

        CheckResult check = (await CheckAsync())["data-storage"];

        Assert.Contains("is no resource identifier", check.Findings[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Sim.Azure.Calls.Read(new CallQuery()), call => call.Path.Contains("tenants", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_AfterASweep_KnowsHowTheMirrorStands()
    {
        await Sim.Get<SweepStore>().WriteLatestAsync(
            Sim.Pair.Name, new SweepSummary { SweepId = "s", StartedAt = TimeProvider.System.GetUtcNow(), EndedAt = TimeProvider.System.GetUtcNow() }, None);

        Assert.Equal(ReadinessVerdict.Pass, (await CheckAsync())["assets"].Verdict);
    }

    [Fact]
    public async Task ReadAsync_NotebooksCopied_IsKnown()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await Sim.Get<ControlStoreClient>().WriteAsync(
            ControlStoreNames.Notebooks(Sim.Pair.Name), new NotebookReport { StartedAt = now, EndedAt = now, LastSuccess = now }, BlobCondition.None, null, None);

        Assert.Equal(ReadinessVerdict.Pass, (await CheckAsync())["notebooks"].Verdict);
    }

    [Fact]
    public async Task ReadAsync_RunningJobs_AreHeldAgainstTheCapturedOnes()
    {
        foreach ((string name, string status) in new[] { ("caught", "Running"), ("missed", "Queued"), ("over", "Completed") })
        {
            Sim.Azure.Resources.Put($"{Primary}/jobs/{name}", Properties($$"""{"jobType":"Command","status":"{{status}}"}"""));
        }

        await Sim.Get<JobStore>().WriteAsync(
            Sim.Pair.Name,
            new JobCapture { Name = "caught", Status = "Running", Document = Properties("""{"jobType":"Command"}"""), CapturedAt = TimeProvider.System.GetUtcNow() },
            "f", None);

        CheckResult check = (await CheckAsync())["jobs"];

        Assert.Equal(2, (int?)check.Facts["running"]);
        Assert.Contains("1 of 2 jobs that have not ended are not captured: missed", check.Findings[0].Reason, StringComparison.Ordinal);
    }

    private static JsonObject Properties(string json) => new() { ["properties"] = JsonNode.Parse(json) };

    private static JsonObject At(string location, string json) => new() { ["location"] = location, ["properties"] = JsonNode.Parse(json) };

    private async Task<ReadinessSnapshot> ReadAsync() => await Sim.Get<ReadinessReader>().ReadAsync(Sim.Pair, None);

    private async Task<IReadOnlyDictionary<string, CheckResult>> CheckAsync() =>
        ReadinessJudge.Judge(await ReadAsync(), [], "r").Checks.ToDictionary(check => check.Id);

    private void Put(string id, JsonObject body) => Sim.Azure.Resources.Put(id, body);

    private void Change(string id, Action<JsonObject> change)
    {
        JsonObject body = Sim.Azure.Resources.Get(id)!;
        change(body);
        Put(id, body);
    }

    private async Task GrantAllAsync(string? except = null)
    {
        // The installation makes the container; no role of the app may.
        await Sim.Get<ControlStoreClient>().Container.CreateIfMissingAsync(None);
        Sim.Azure.Access.Enforced = true;
        foreach (ActionGroup group in RequiredActions.All.Where(group => group.Feature != except))
        {
            Grant(group);
        }
    }

    private void Grant(ActionGroup group)
    {
        string role = Sim.Azure.Access.Define(group.Feature, group.Actions, group.DataActions);
        string principal = Sim.Azure.Tokens.PrincipalOf().ToString();
        foreach (string scope in group.Scopes.SelectMany(ScopesOf).Distinct())
        {
            Sim.Azure.Access.Grant(principal, role, scope);
        }
    }

    private string[] ScopesOf(AccessScope scope) => scope switch
    {
        AccessScope.SourceWorkspace or AccessScope.TargetWorkspace => [Primary.ToString(), Secondary.ToString()],
        AccessScope.Subscription => ["/subscriptions/" + WorldTopology.SubscriptionId],
        AccessScope.AssociatedResources or AccessScope.SourceResourceGroup or AccessScope.TargetResourceGroup => [Group],
        AccessScope.SourceStorage => [Sim.World.PrimaryAccount.ResourceId],
        AccessScope.TargetStorage => [Sim.World.SecondaryAccount.ResourceId],
        AccessScope.ControlStore => [Sim.World.ControlAccount.ResourceId],
        _ => [],
    };

    /// <summary>Makes the world private and encrypted, with clusters, an endpoint and role assignments.</summary>
    private void Furnish()
    {
        string[] zones = ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"];
        foreach (string zone in zones)
        {
            Put($"{Group}/providers/Microsoft.Network/privateDnsZones/{zone}", At("global", "{}"));
        }

        foreach (SimulatedWorkspace workspace in Sim.World.Workspaces)
        {
            string side = workspace.Name;
            string network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-{side}";
            string endpoint = $"{Group}/providers/Microsoft.Network/privateEndpoints/pe-{side}";
            string cluster = $"{Group}/providers/Microsoft.ContainerService/managedClusters/aks-{side}";
            Put(network, At(workspace.Region, "{}"));
            Put(endpoint, At(workspace.Region, $$$"""{"subnet":{"id":"{{{network}}}/subnets/pe"},"privateLinkServiceConnections":[{"properties":{"groupIds":["amlworkspace"]}}]}"""));
            Put($"{endpoint}/privateDnsZoneGroups/default", new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["privateDnsZoneConfigs"] = new JsonArray([.. zones.Select(zone => (JsonNode)new JsonObject
                    {
                        ["properties"] = new JsonObject { ["privateDnsZoneId"] = $"{Group}/providers/Microsoft.Network/privateDnsZones/{zone}" },
                    })]),
                },
            });
            Put($"{Group}/providers/Microsoft.Network/privateDnsZones/{zones[0]}/A/{workspace.WorkspaceId}.workspace.{workspace.Region}", Properties("{}"));
            foreach (string zone in zones)
            {
                Put($"{Group}/providers/Microsoft.Network/privateDnsZones/{zone}/virtualNetworkLinks/{side}", At("global", $$$"""{"virtualNetwork":{"id":"{{{network}}}"}}"""));
            }

            Put($"{workspace.ResourceId}/privateEndpointConnections/pe", Properties(
                $$$"""{"privateEndpoint":{"id":"{{{endpoint}}}"},"privateLinkServiceConnectionState":{"status":"Approved"}}"""));
            Put(cluster, At(workspace.Region, """{"agentPoolProfiles":[{"name":"pool","availabilityZones":["1","2"]}]}"""));
            Put($"{workspace.ResourceId}/computes/k8s", At(workspace.Region, $$$"""{"computeType":"Kubernetes","resourceId":"{{{cluster}}}","provisioningState":"Succeeded","properties":{}}"""));
            Put($"{workspace.ResourceId}/computes/cluster", At(
                workspace.Region,
                $$$$"""{"computeType":"AmlCompute","provisioningState":"Succeeded","properties":{"vmSize":"Standard_DS3_v2","scaleSettings":{"maxNodeCount":4},"subnet":{"id":"{{{{network}}}}/subnets/c"}}}"""));
            Put($"{workspace.ResourceId}/onlineEndpoints/score", At(workspace.Region, """{"authMode":"Key","provisioningState":"Succeeded","traffic":{"blue":100}}"""));
            Put($"{workspace.ResourceId}/onlineEndpoints/score/deployments/blue", Deployment(workspace.Region, 2));
            Put($"{Group}/providers/Microsoft.DocumentDB/databaseAccounts/cosmos-{side}", At(
                workspace.Region, """{"locations":[{"locationName":"westeurope"},{"locationName":"northeurope"}],"enableAutomaticFailover":true}"""));
            Change(workspace.ResourceId, body =>
            {
                JsonObject properties = body["properties"]!.AsObject();
                properties["publicNetworkAccess"] = "Disabled";
                properties["imageBuildCompute"] = "cluster";
                properties["serviceProvisionedResourceGroup"] = WorldTopology.ResourceGroup;
                properties["encryption"] = JsonNode.Parse(
                    $$$"""{"status":"Enabled","keyVaultProperties":{"keyVaultArmId":"{{{Vault}}}","keyIdentifier":"https://kv-mldr.vault.azure.net/keys/k/1"}}""");
            });
            Sim.Azure.Access.Grant("11111111-0000-0000-0000-000000000001", "Reader", workspace.ResourceId);
        }
    }

    private static JsonObject Deployment(string region, int capacity)
    {
        JsonObject body = At(region, """{"endpointComputeType":"Managed","instanceType":"Standard_DS3_v2","provisioningState":"Succeeded"}""");
        body["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = capacity };
        return body;
    }

    private void Spoil(string what)
    {
        string secondary = Secondary.ToString();
        switch (what)
        {
            case "registry":
                Put(Registry + "2", At("northeurope", "{}"));
                Change(Registry + "2", body => body["sku"] = new JsonObject { ["name"] = "Premium" });
                Put($"{Registry}2/replications/westeurope", At("westeurope", """{"provisioningState":"Succeeded"}"""));
                Change(secondary, body => body["properties"]!["containerRegistry"] = Registry + "2");
                break;
            case "sku":
                Change(Registry, body => body["sku"]!["name"] = "Basic");
                break;
            case "endpoint":
                Put($"{secondary}/privateEndpointConnections/pe", Properties(
                    $$$"""{"privateEndpoint":{"id":"{{{Group}}}/providers/Microsoft.Network/privateEndpoints/pe-mlw-secondary"},"privateLinkServiceConnectionState":{"status":"Pending"}}"""));
                break;
            case "zone":
                Sim.Azure.Resources.Remove($"{Group}/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms/virtualNetworkLinks/mlw-secondary");
                break;
            case "role":
                Sim.Azure.Access.Grant("11111111-0000-0000-0000-000000000002", "Reader", Primary.ToString());
                break;
            case "datastore":
                Put($"{Primary}/datastores/extra", Properties(
                    $$"""{"datastoreType":"AzureBlob","accountName":"stmldrcontrol","containerName":"c","subscriptionId":"{{WorldTopology.SubscriptionId}}","resourceGroup":"{{WorldTopology.ResourceGroup}}"}"""));
                break;
            case "quota":
                Put($"{Primary}/computes/cluster", At("westeurope", """{"computeType":"AmlCompute","properties":{"vmSize":"Standard_DS3_v2","scaleSettings":{"maxNodeCount":4000}}}"""));
                break;
            case "cluster":
                Change($"{Group}/providers/Microsoft.ContainerService/managedClusters/aks-mlw-secondary", body => body["location"] = "westeurope");
                break;
            case "component":
                Put($"{secondary}/components/train/versions/1", Properties($$$"""{"componentSpec":{"code":"azureml:{{{Primary}}}/codes/c/versions/1"}}"""));
                break;
            case "amlRegistry":
                Put($"{Group}/providers/Microsoft.MachineLearningServices/registries/west", At("westeurope", """{"regionDetails":[{"location":"westeurope"}]}"""));
                break;
            case "endpoints":
                Sim.Azure.Resources.Remove($"{secondary}/onlineEndpoints/score/deployments/blue");
                break;
        }
    }
}
