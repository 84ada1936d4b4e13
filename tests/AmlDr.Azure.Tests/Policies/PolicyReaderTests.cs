using System.Text.Json;
using AmlDr.Azure.Policies;
using AmlDr.Core.Notifications;
using AmlDr.Core.Operations.Moves;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Tests.Policies;

public class PolicyReaderTests
{
    private const string Arm = "/subscriptions/s/resourceGroups/g/providers";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"$schema": "../docs/policy.schema.json", "maps": {}, "secrets": {}, "deletions": {}, "registry": null}""")]
    [InlineData("""{ /* nothing */ "tiers": [] } // at all""")]
    public void Read_NothingSaid_GivesTheDefaults(string json)
    {
        PolicyReading reading = PolicyReader.Read(json);

        Assert.Empty(reading.Faults);
        Assert.Equal(Show(PairPolicy.Default), Show(reading.Policy));
    }

    [Fact]
    public void Read_Example_SaysWhatItSays()
    {
        PolicyReading reading = PolicyReader.Read(Repository.Read("policies", "example.json"));

        Assert.Empty(reading.Faults);
        Assert.Equal("scratch-*", reading.Policy.Exclude[0].Name);
        Assert.Equal("no", reading.Policy.Exclude[1].Tags!["dr"]);
        Assert.Equal([Tier.Hot, Tier.Cold, Tier.Cold], reading.Policy.Tiers.Select(rule => rule.Tier));
        Assert.Equal(2, reading.Policy.WarmCapacity);
        Assert.Equal(DataHandling.Replicated, reading.Policy.HandlingOf("ARCHIVE"));
        Assert.Single(reading.Policy.Maps.Subnets);
        Assert.Equal("PT1M", (string?)reading.Policy.Patches[0].Set[0].Value);
        Assert.Equal(new DeletionPolicy(DeletionAction.Archive, 5, 10), reading.Policy.Deletions);
        Assert.True(reading.Policy.Secrets.Mirror);
    }

    [Theory]
    [InlineData("""{"tiers": [{"tier": "lukewarm"}]}""", "$.tiers[0].tier is \"lukewarm\": use one of hot, warm, cold.")]
    [InlineData("""{"tiers": [{"name": "x"}]}""", "$.tiers[0].tier: it is missing.")]
    [InlineData("""{"tiers": [{"tier": "hot", "kind": "model"}]}""", "$.tiers[0].kind is \"model\": use one of serverlessEndpoint,")]
    [InlineData("""{"tiers": {}}""", "$.tiers is {}: give a list")]
    [InlineData("""{"defaultTier": "Hot"}""", "$.defaultTier is \"Hot\": use one of hot, warm, cold.")]
    [InlineData("""{"defaultTier": 1}""", "$.defaultTier is 1: use one of hot, warm, cold.")]
    [InlineData("""{"warmCapacity": 0}""", "$.warmCapacity is 0: use 1 to 50.")]
    [InlineData("""{"warmCapacity": 1.5}""", "$.warmCapacity is 1.5: give a whole number.")]
    [InlineData("""{"warmCapacity": "2"}""", "$.warmCapacity is \"2\": give a whole number.")]
    [InlineData("""{"notebooks": "yes"}""", "$.notebooks is \"yes\": give true or false.")]
    [InlineData("""{"deletions": {"guardPercent": 101}}""", "$.deletions.guardPercent is 101: use 0 to 100.")]
    [InlineData("""{"deletions": {"guardPercent": "x"}}""", "$.deletions.guardPercent is \"x\": give a number.")]
    [InlineData("""{"datastores": {"lake": "mirror"}}""", "$.datastores.lake is \"mirror\": use one of copy, shared, replicated, skip.")]
    [InlineData("""{"datastores": {"lake": "copy", "LAKE": "skip"}}""", "$.datastores.LAKE: it stands there twice")]
    [InlineData("""{"exclude": [{"kind": "models"}]}""", "$.exclude[0].kind is \"models\": use one of datastore,")]
    [InlineData("""{"exclude": [{"name": "*"}]}""", "$.exclude[0] is {\"name\":\"*\"}: it leaves everything out")]
    [InlineData("""{"include": [{"name": ""}]}""", "$.include[0].name is \"\": give a text that is not empty.")]
    [InlineData("""{"include": [{"tags": {"a": 1}}]}""", "$.include[0].tags.a is 1: give a text.")]
    [InlineData("""{"tiers": [{"tier": "hot"}, {"tier": "cold", "name": "x"}]}""", "$.tiers[1] is {\"tier\":\"cold\",\"name\":\"x\"}: it never counts")]
    [InlineData("""{"maps": {"subnets": {"a": "b"}}}""", "$.maps.subnets.a: the name of the primary's is not one", "$.maps.subnets.a is \"b\": give the resource identifier of a subnet")]
    [InlineData("""{"maps": {"regions": {"westus": "North Europe"}}}""", "$.maps.regions.westus is \"North Europe\": give the short name of a region")]
    [InlineData("""{"maps": {"imageRegistries": {"a.azurecr.io": "https://b.azurecr.io/"}}}""", "$.maps.imageRegistries['a.azurecr.io'] is ")]
    [InlineData("""{"maps": {"storageAccounts": {"stwest": "st_north"}}}""", "$.maps.storageAccounts.stwest is \"st_north\": name a storage account")]
    [InlineData("""{"maps": {"storageAccounts": {"one": "two", "two": "three"}}}""", "$.maps.storageAccounts.one is \"two\": this counterpart has a counterpart itself")]
    [InlineData("""{"maps": {"vaults": {}}}""", "$.maps.vaults: it is not a member here; known: attachedResources,")]
    [InlineData("""{"patches": [{"kind": "model", "set": []}]}""", "$.patches[0].set is []: name at least one.")]
    [InlineData("""{"patches": [{"kind": "model", "set": [{"field": "properties.stage"}]}]}""", "$.patches[0].set[0].value: it is missing.")]
    [InlineData("""{"patches": [{"kind": "model", "set": [{"field": "id", "value": "x"}]}]}""", "$.patches[0].set[0].field is \"id\": a model cannot take it")]
    [InlineData("""{"patches": [{"kind": "model", "set": [{"field": "a..b", "value": 1}]}]}""", "$.patches[0].set[0].field is \"a..b\": name one field")]
    [InlineData("""{"patches": [{"kind": "model", "set": [{"field": "tags.a", "value": 1}, {"field": "tags.a", "value": 2}]}]}""", "$.patches[0].set[1].field is \"tags.a\": it is set twice")]
    [InlineData("""{"registry": "shared"}""", "$.registry is \"shared\": give an object, or null.")]
    [InlineData("""{"registry": {"name": "shared"}}""", "$.registry.assets: it is missing.")]
    [InlineData("""{"registry": {"name": "shared", "assets": [{"kind": "compute"}]}}""", "$.registry.assets[0].kind is \"compute\": a registry holds model,")]
    [InlineData("""{"tier": "hot"}""", "$.tier: it is not a member here; known: $schema, approvals, datastores,")]
    [InlineData("[]", "$ is []: give an object")]
    [InlineData("null", "$ is null: give an object")]
    [InlineData("{", "$: the file is not JSON: ")]
    [InlineData("""{"jobs": true, "jobs": false}""", "$: the file is not JSON: ")]
    public void Read_Fault_NamesTheMemberTheValueAndTheRemedy(string json, params string[] faults)
    {
        string[] found = [.. PolicyReader.Read(json).Faults.Select(fault => fault.ToString())];

        Assert.True(found.Length == faults.Length, string.Join(" | ", found));
        Assert.All(faults, (fault, position) => Assert.StartsWith(fault, found[position], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"traffic": {"frontDoor": [{"name": "d", "primary": "O/west"}]}}""", "$.traffic.frontDoor[0].secondary: it is missing.", "$.traffic.frontDoor[0].primary is \"O/west\": give the resource identifier of an origin")]
    [InlineData("""{"traffic": {"frontDoor": [{"name": "d", "primary": "ORIGIN/west", "secondary": "ORIGIN/west"}]}}""", "$.traffic.frontDoor[0].secondary is \"ORIGIN/west\": name two origins of one origin group.")]
    [InlineData("""{"traffic": {"frontDoor": [{"name": "d", "primary": "ORIGIN/west", "secondary": "OTHER/west"}]}}""", "$.traffic.frontDoor[0].secondary is \"OTHER/west\": name two origins of one origin group.")]
    [InlineData("""{"traffic": {"frontDoor": [{"name": "d", "primary": "ORIGIN/a", "secondary": "ORIGIN/b", "by": "luck"}]}}""", "$.traffic.frontDoor[0].by is \"luck\": use one of status, priority, weight.")]
    [InlineData("""{"traffic": {"trafficManager": [{"name": "t", "primary": "ORIGIN/a", "secondary": "ENDPOINT/b"}]}}""", "$.traffic.trafficManager[0].primary is \"ORIGIN/a\": give the resource identifier of an endpoint")]
    [InlineData("""{"traffic": {"dns": [{"name": "n", "record": "ENDPOINT/a", "primary": "https://a.b/", "secondary": "c.d"}]}}""", "$.traffic.dns[0].record is \"ENDPOINT/a\": give", "$.traffic.dns[0].primary is \"https://a.b/\": give a host name")]
    [InlineData("""{"traffic": {"dns": [{"name": "n", "record": "RECORD", "primary": "A.b.", "secondary": "a.B"}]}}""", "$.traffic.dns[0].secondary is \"a.B\": name another host")]
    [InlineData("""{"traffic": {"dns": [{"name": "N", "record": "RECORD", "primary": "a.b", "secondary": "c.d"}]}}""", "$.traffic.dns[0].name is \"N\": use 1 to 40")]
    [InlineData("""{"traffic": {"dns": [{"name": "workspace-pointer", "record": "RECORD", "primary": "a.b", "secondary": "c.d"}]}}""", "$.traffic.dns[0].name is \"workspace-pointer\": give every way a name of its own.")]
    [InlineData("""{"traffic": {"dns": [{"name": "a", "record": "RECORD", "primary": "a.b", "secondary": "c.d"}, {"name": "b", "record": "RECORD", "primary": "a.b", "secondary": "c.d"}]}}""", "$.traffic.dns[1].record is \"RECORD\": another way switches it already")]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "x", "apiVersion": "1", "primary": {"tags": {"a": "1"}}, "secondary": {"tags": {"a": "2"}}}]}}""", "$.traffic.patches[0].resource is \"x\": give a resource identifier", "$.traffic.patches[0].apiVersion is \"1\": give a date")]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {"tags": {"a": "1"}}, "secondary": {"tags": {"b": "1"}}}]}}""", "$.traffic.patches[0].secondary: set the same fields")]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {"tags": {"a": "1"}}, "secondary": {"tags": {"a": "1"}}}]}}""", "$.traffic.patches[0].secondary: it says the same")]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {"id": "a"}, "secondary": {"id": "b"}}]}}""", "$.traffic.patches[0].primary.id: it cannot be switched", "$.traffic.patches[0].secondary.id: it cannot be switched")]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {}, "secondary": {}}]}}""", "$.traffic.patches[0].primary is {}: set at least one field.", "$.traffic.patches[0].secondary is {}: set at least one field.")]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {"tags": {"a": "1"}}, "secondary": {"tags": {"a": "2"}}}, {"name": "q", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {"tags": {"b": "1"}}, "secondary": {"tags": {"b": "2"}}}]}}""", "$.traffic.patches[1].resource is \"RECORD\": another way switches it already")]
    [InlineData("""{"traffic": {"frontDoor": [{"name": "d", "primary": "ORIGIN/a", "secondary": "ORIGIN/b"}, {"name": "e", "primary": "ORIGIN/c", "secondary": "ORIGIN/a"}]}}""", "$.traffic.frontDoor[1].secondary is \"ORIGIN/a\": another way switches it already")]
    [InlineData("""{"pointer": {}}""", "$.pointer.blob: it is missing.")]
    [InlineData("""{"pointer": {"blob": "http://st.blob.core.windows.net/c/config.json"}}""", "$.pointer.blob: give the address of a blob")]
    [InlineData("""{"pointer": {"blob": "https://st.blob.core.windows.net/c/"}}""", "$.pointer.blob: give the address of a blob")]
    [InlineData("""{"notifications": [{"target": "a", "events": ["everything"]}]}""", "$.notifications[0].events[0] is \"everything\": use one of started,")]
    [InlineData("""{"notifications": [{"target": "a"}, {"target": "a"}]}""", "$.notifications[1].target is \"a\": it stands there twice")]
    [InlineData("""{"verification": [{"endpoint": "*", "request": {}}, {"endpoint": "fraud", "request": {}}]}""", "$.verification[1].endpoint is \"fraud\": it never counts, because $.verification[0]")]
    [InlineData("""{"verification": [{"endpoint": "a", "request": null}]}""", "$.verification[0].request is null: give the body")]
    [InlineData("""{"verification": [{"endpoint": "a", "request": {}, "status": 99}]}""", "$.verification[0].status is 99: use 100 to 599.")]
    [InlineData("""{"approvals": {"modes": ["always"]}}""", "$.approvals.modes[0] is \"always\": use one of planned, unplanned, drill, failback.")]
    [InlineData("""{"failover": {"deadlineMinutes": {"verify": 0}}}""", "$.failover.deadlineMinutes.verify is 0: use 1 to 1440.")]
    [InlineData("""{"failover": {"failbackConflicts": "newest"}}""", "$.failover.failbackConflicts is \"newest\": use one of report, preferSecondary, preferPrimary.")]
    public void Read_FaultOfOperations_NamesTheMemberTheValueAndTheRemedy(string json, params string[] faults) =>
        Read_Fault_NamesTheMemberTheValueAndTheRemedy(Expand(json), [.. faults.Select(Expand)]);

    [Theory]
    [InlineData("""{"traffic": {"patches": [{"name": "p", "resource": "RECORD", "apiVersion": "2024-01-01", "primary": {"properties": {"apiKey": "canary"}}, "secondary": {"properties": {"apiKey": "canary2"}}}]}}""")]
    [InlineData("""{"pointer": {"blob": "https://st.blob.core.windows.net/c/config.json?sig=canary"}}""")]
    [InlineData("""{"pointer": {"blob": "https://u:canary@st.blob.core.windows.net/c/config.json"}}""")]
    public void Read_SecretInWhatOperationsUse_IsRefusedAndNotRepeated(string json)
    {
        IReadOnlyList<PolicyFault> faults = PolicyReader.Read(Expand(json)).Faults;

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Operations_AreWhatTheFileSays()
    {
        PolicyReading reading = PolicyReader.Read(Expand("""
            {
              "traffic": {
                "frontDoor": [{ "name": "door", "primary": "ORIGIN/west", "secondary": "ORIGIN/north", "by": "priority" }],
                "trafficManager": [{ "name": "manager", "primary": "ENDPOINT/west", "secondary": "ENDPOINT/north" }],
                "dns": [{ "name": "dns", "record": "RECORD", "primary": "west.example.org", "secondary": "north.example.org" }],
                "patches": [{ "name": "tag", "resource": "/subscriptions/s/resourceGroups/g/providers/A.B/c/d", "apiVersion": "2024-01-01-preview",
                              "primary": { "tags": { "serves": "west" } }, "secondary": { "tags": { "serves": null } } }]
              },
              "pointer": { "blob": "https://st.blob.core.windows.net/clients/team a/config.json" },
              "notifications": [{ "target": "ops-chat", "format": "teams", "events": ["paused", "approvalNeeded"] }, { "target": "ci" }],
              "verification": [{ "endpoint": "fraud-*", "request": { "data": [1] }, "status": 200, "contains": "score", "answer": [0.5] }, { "endpoint": "*", "request": "x" }],
              "approvals": { "modes": ["planned", "failback"], "timeoutMinutes": 30, "otherPerson": false },
              "failover": { "deadlineMinutes": { "activate": 60 }, "resubmitJobs": ["nightly-*"], "failbackConflicts": "preferSecondary" }
            }
            """));

        Assert.Empty(reading.Faults);
        PairPolicy policy = reading.Policy;
        Assert.Equal((TrafficMethod.Priority, TrafficMethod.Status), (policy.Traffic.FrontDoor[0].By, policy.Traffic.TrafficManager[0].By));
        Assert.True(policy.Traffic.Patches[0].Secondary["tags"]!.AsObject().ContainsKey("serves"));
        Assert.EndsWith("config.json", policy.Pointer!.Blob, StringComparison.Ordinal);
        Assert.True(policy.Notifications[0].Wants(NotificationEvent.Paused));
        Assert.False(policy.Notifications[0].Wants(NotificationEvent.Ended));
        Assert.True(policy.Notifications[1].Wants(NotificationEvent.Ended));
        Assert.Equal((200, "score"), (policy.Verification[0].Status, policy.Verification[0].Contains));
        Assert.Equal([OperationMode.Planned, OperationMode.Failback], policy.Approvals.Modes);
        Assert.Equal((60, 10), (policy.Failover.DeadlineMinutes.Activate, policy.Failover.DeadlineMinutes.Guard));
        Assert.Equal(FailbackConflicts.PreferSecondary, policy.Failover.FailbackConflicts);
    }

    private static string Expand(string text) => text
        .Replace("ORIGIN", $"{Arm}/Microsoft.Cdn/profiles/p/originGroups/g/origins", StringComparison.Ordinal)
        .Replace("OTHER", $"{Arm}/Microsoft.Cdn/profiles/p/originGroups/h/origins", StringComparison.Ordinal)
        .Replace("ENDPOINT", $"{Arm}/Microsoft.Network/trafficManagerProfiles/p/externalEndpoints", StringComparison.Ordinal)
        .Replace("RECORD", $"{Arm}/Microsoft.Network/dnsZones/example.org/CNAME/score", StringComparison.Ordinal);

    [Theory]
    [InlineData("datastore", "properties.credentials", """{"credentialsType": "AccountKey", "secrets": {"key": "canary"}}""")]
    [InlineData("onlineEndpoint", "properties.keys.primaryKey", "\"canary\"")]
    [InlineData("onlineDeployment", "properties.environmentVariables.API_KEY", "\"canary\"")]
    [InlineData("onlineDeployment", "properties.environmentVariables", """{"MODE": "x", "db_password": "canary"}""")]
    public void Read_PatchThatSetsASecret_IsRefusedAndTheSecretNotRepeated(string kind, string field, string value)
    {
        PolicyReading reading = PolicyReader.Read($$"""{"patches": [{"kind": "{{kind}}", "set": [{"field": "{{field}}", "value": {{value}} }] }] }""");

        string fault = Assert.Single(reading.Faults).ToString();
        Assert.StartsWith("$.patches[0].set[0].field", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("a]b")]
    [InlineData("a.b c")]
    [InlineData("$ref")]
    [InlineData("#/x")]
    [InlineData("")]
    [InlineData("\\u0000")]
    public void Read_OddNames_AreFaultsLikeOthers(string name)
    {
        Assert.NotEmpty(PolicyReader.Read($$"""{"{{name}}": 1}""").Faults);
        Assert.NotEmpty(PolicyReader.Read($$"""{"datastores": {"{{name}}": 1} }""").Faults);
        Assert.NotEmpty(PolicyReader.Read($$"""{"maps": {"subnets": {"{{name}}": [] } } }""").Faults);
        Assert.NotEmpty(PolicyReader.Read($$"""{"include": [{"tags": {"{{name}}": {} } }] }""").Faults);
        Assert.NotEmpty(PolicyReader.Read($$"""{"patches": [{"kind": "model", "set": [{"field": "id.{{name}}", "value": 1}] }] }""").Faults);
    }

    [Theory]
    [InlineData("""{"include": [null], "exclude": [1], "tiers": [null, "x"], "patches": [null, {"kind": 1, "set": [null, {"field": 1}]}], "maps": [], "datastores": 1, "secrets": []}""")]
    [InlineData("""{"maps": {"subnets": [1], "regions": {"a": null}}, "registry": {"name": 1, "assets": [null]}, "secrets": {"namePatterns": [1, null]}}""")]
    public void Read_WrongShapesEverywhere_AreFaultsAndNothingIsThrown(string json) => Assert.True(PolicyReader.Read(json).Faults.Count > 4);

    [Fact]
    public void Read_ManyFaults_AreAllReportedAtOnce()
    {
        PolicyReading reading = PolicyReader.Read($$"""
            {"tiers": [{"tier": "x"}], "warmCapacity": 99, "nonsense": 1, "exclude": [{}], "maps": {"subnets": {"{{Arm}}/x": "y"} },
             "patches": [{"kind": "model", "set": [{"field": "systemData.createdBy", "value": "me"}] }] }
            """);

        Assert.Equal(
            ["$.exclude[0]", "$.maps.subnets", "$.maps.subnets", "$.nonsense", "$.patches[0].set[0].field", "$.tiers[0].tier", "$.warmCapacity"],
            reading.Faults.Select(fault => fault.Path.Split("['")[0]).Order(StringComparer.Ordinal));
        Assert.Same(PairPolicy.Default, reading.Policy);
    }

    private static string Show(PairPolicy policy) => JsonSerializer.Serialize(policy, PolicyReader.Format);
}
