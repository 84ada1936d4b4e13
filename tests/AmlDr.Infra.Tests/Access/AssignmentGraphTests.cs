using System.Text.RegularExpressions;
using AmlDr.Azure.Access;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Access;

/// <summary>Identities, roles and assignments of all templates form a closed graph: nothing is made and not used, nothing is used and not made.</summary>
public sealed class AssignmentGraphTests
{
    /// <summary>Built-in roles, and why a custom role does not do.</summary>
    private static readonly Dictionary<string, (string File, string Why)> BuiltIn = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = ("modules/host-storage.bicep", "the Functions host's own storage"),
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = ("modules/host-storage.bicep", "the task hub's queues"),
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = ("modules/host-storage.bicep", "the task hub's tables"),
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = ("modules/task-scheduler.bicep", "the task hub in a Durable Task Scheduler"),
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = ("modules/monitoring.bicep", "sending telemetry"),
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = ("modules/control-store.bicep", "Event Grid's dead letters"),
    };

    /// <summary>Where the roles that do not belong to a pair are assigned: the file and the text that does it.</summary>
    private static readonly Dictionary<AccessScope, (string File, string Text)> Fixed = new()
    {
        [AccessScope.ControlStore] = ("main.bicep", "controlRoleIds: [roleIds.controlStore]"),
        [AccessScope.DeadLetters] = ("main.bicep", "deadLetterRoleIds: [roleIds.deadLetters]"),
        [AccessScope.KeyRing] = ("main.bicep", "keyRingRoleIds: [roleIds.keyRingStore]"),
        [AccessScope.KeyVault] = ("main.bicep", "keyRoleIds: [roleIds.keyRingKey]"),
        [AccessScope.Registry] = ("modules/linked-access.bicep", "guid(registry.id, principalId, roleIds.registryTransport)"),
        [AccessScope.Identity] = ("modules/linked-access.bicep", "guid(identity.id, principalId, roleIds.identityAssign)"),
        [AccessScope.Subnet] = ("modules/linked-access.bicep", "guid(network.id, principalId, roleIds.subnetJoin)"),
        [AccessScope.FrontDoor] = ("modules/traffic-access.bicep", "guid(frontDoor.id, principalId, roleIds.trafficFrontDoor)"),
        [AccessScope.TrafficManager] = ("modules/traffic-access.bicep", "guid(trafficManager.id, principalId, roleIds.trafficManager)"),
        [AccessScope.PointerContainer] = ("modules/access.bicep", "roleIds: [roleIds.trafficPointer]"),
        [AccessScope.DnsZone] = ("modules/traffic-access.bicep", "guid(dnsZone.id, principalId, roleIds.trafficDns)"),
    };

    [Fact]
    public void Roles_OutsideAPair_AreAssignedAtTheirScope()
    {
        IReadOnlyDictionary<string, string> templates = Repository.Templates();
        foreach ((AccessScope scope, (string file, string text)) in Fixed)
        {
            ActionGroup group = Assert.Single(RequiredActions.All, group => group.Scopes.Contains(scope));
            Assert.Contains(text, templates[file], StringComparison.Ordinal);
            Assert.Contains("roleIds." + char.ToLowerInvariant(group.Feature[0]) + group.Feature[1..], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Roles_Referenced_AreDefinedAndDefinedOnesReferenced()
    {
        IEnumerable<string> referenced = Repository.Templates().Values
            .SelectMany(text => Regex.Matches(text, @"\broleIds\.(?<key>\w+)"))
            .Select(match => match.Groups["key"].Value)
            .Distinct();

        Assert.Equal(RoleFile.ReadAll().Select(role => role.Key).Order(), referenced.Order());
    }

    [Fact]
    public void BuiltInRoles_OfTheApp_AreThoseThatThePlatformAsksFor()
    {
        foreach ((string file, string text) in Repository.Templates().Where(template => !template.Key.StartsWith("modules/aml-", StringComparison.Ordinal)))
        {
            foreach (Match match in Regex.Matches(text, "'(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})'"))
            {
                Assert.True(BuiltIn.TryGetValue(match.Groups["id"].Value, out (string File, string Why) known), $"{file}: role {match.Value} is not explained.");
                Assert.Equal(known.File, file);
            }
        }
    }

    [Fact]
    public void Assignments_EveryOne_NamesPrincipalKindAndScope()
    {
        foreach ((string file, string text) in Repository.Templates())
        {
            foreach (BicepText.Declaration assignment in BicepText.Declarations(text).Where(IsAssignment))
            {
                Assert.True(assignment.Value("principalType") is "'ServicePrincipal'" or "'Group'", $"{file}: {assignment.Symbol}");
                Assert.StartsWith("guid(", assignment.Value("name"), StringComparison.Ordinal);
                if (file is not ("modules/group-access.bicep" or "modules/subscription-access.bicep"))
                {
                    Assert.NotNull(assignment.Value("scope"));
                }
            }
        }
    }

    [Theory]
    [InlineData("main.bicep")]
    [InlineData("single-vm.bicep")]
    public void Principals_OfModules_AreTheTwoIdentities(string template)
    {
        string main = Repository.Read("infra", template);
        string[] modulesWithPrincipal = [.. Repository.Templates()
            .Where(template => Regex.IsMatch(template.Value, @"^param principalId string$", RegexOptions.Multiline))
            .Select(template => template.Key)];

        foreach (BicepText.Declaration module in BicepText.Declarations(main).Where(one => modulesWithPrincipal.Contains(one.Type)))
        {
            Assert.Equal("identities.outputs.appPrincipalId", module.Value("principalId"));
        }

        Assert.NotEmpty(modulesWithPrincipal);
        Assert.Equal("identities.outputs.eventsPrincipalId", Module(main, "controlStore").Value("eventsPrincipalId"));
    }

    [Fact]
    public void Principals_OfNestedModules_AreHandedOn()
    {
        foreach ((string file, string text) in Repository.Templates().Where(template => template.Key.StartsWith("modules/", StringComparison.Ordinal)))
        {
            foreach (BicepText.Declaration module in BicepText.Declarations(text).Where(one => one.Keyword == "module" && one.Body.Contains("principalId:", StringComparison.Ordinal)))
            {
                string expected = module.Symbol == "eventsAccess" ? "eventsPrincipalId" : "principalId";
                Assert.True(module.Value("principalId") == expected, $"{file}: {module.Symbol}");
            }
        }
    }

    [Fact]
    public void Identities_BothOfThem_AreAttachedToWhatActsWithThem()
    {
        string main = Repository.Read("infra", "main.bicep");
        BicepText.Declaration site = Resource("modules/function-app.bicep", "site");
        BicepText.Declaration topic = Resource("modules/events.bicep", "workspaceTopic");

        Assert.Equal("identities.outputs.appId", Module(main, "app").Value("identityId"));
        Assert.Contains("'${identityId}': {}", site.Body, StringComparison.Ordinal);
        Assert.Equal("identities.outputs.eventsId", Module(main, "events").Value("eventsIdentityId"));
        Assert.Contains("'${eventsIdentityId}': {}", topic.Body, StringComparison.Ordinal);
        foreach (Match output in Regex.Matches(Repository.Read("infra", "modules", "identities.bicep"), @"^output (?<name>\w+) ", RegexOptions.Multiline))
        {
            Assert.Contains($"identities.outputs.{output.Groups["name"].Value}", main, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Modules_EveryFile_IsUsed()
    {
        IReadOnlyDictionary<string, string> templates = Repository.Templates();
        string[] used = [.. templates.SelectMany(template => BicepText.Declarations(template.Value)
            .Where(one => one.Keyword == "module")
            .Select(one => template.Key.StartsWith("modules/", StringComparison.Ordinal) ? $"modules/{one.Type}" : one.Type))];

        Assert.Equal(
            templates.Keys.Where(file => file.StartsWith("modules/", StringComparison.Ordinal)).Order(),
            used.Distinct().Order());
    }

    private static bool IsAssignment(BicepText.Declaration declaration) =>
        declaration.Type.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal);

    private static BicepText.Declaration Module(string text, string symbol) =>
        BicepText.Declarations(text).Single(one => one.Keyword == "module" && one.Symbol == symbol);

    private static BicepText.Declaration Resource(string file, string symbol) =>
        BicepText.Declarations(Repository.Templates()[file]).Single(one => one.Symbol == symbol);
}
