using System.Text.Json;
using AmlDr.Sandbox.Access;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Vaults;
using AmlDr.Sandbox.World;

namespace AmlDr.Sandbox.App;

/// <summary>
/// The roles that <c>infra/</c> gives the app, defined and assigned in a simulated Azure as the templates do it for a pair that mirrors secrets,
/// deletions and notebooks and may fail back. What the templates assign at single resources that the policy names (identities, networks, registries,
/// traffic) is assigned at the resource group here, because such resources come later; the actions are of those types alone.
/// </summary>
public sealed class InstallationRoles
{
    /// <summary>The container of the key ring.</summary>
    public const string KeyRingContainer = "keyring";

    /// <summary>The container of dead letters.</summary>
    public const string DeadLetterContainer = "dead-letters";

    /// <summary>The container of the workspace pointer, in the account of the control store. Who has a pointer makes it.</summary>
    public const string PointerContainer = "clients";

    /// <summary>The key that encrypts the key ring.</summary>
    public const string KeyRingKey = "amldr-keyring";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string[] ControlContainers = [AppSettings.ControlContainer, AppSettings.ReturnContainer];

    private readonly SimulatedAzure _azure;
    private readonly string _principal;
    private readonly IReadOnlyList<InstallationRole> _roles;

    private InstallationRoles(SimulatedAzure azure, IReadOnlyList<InstallationRole> roles)
    {
        _azure = azure;
        _roles = roles;
        _principal = azure.Tokens.PrincipalOf().ToString();
    }

    /// <summary>The roles of <c>infra/roles.json</c>.</summary>
    public static IReadOnlyList<InstallationRole> All { get; } = Load();

    /// <summary>Every action of the roles, once.</summary>
    public static IReadOnlyList<string> AllActions { get; } =
        [.. All.SelectMany(role => role.Actions.Concat(role.DataActions)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What the app asked for and was refused.</summary>
    public IReadOnlyList<AccessUse> Refused => [.. Used.Where(use => !use.Allowed)];

    /// <summary>The actions of the roles that the app has not asked for so far.</summary>
    public IReadOnlyList<string> Unused
    {
        get
        {
            HashSet<string> used = Used.Select(use => use.Action).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return [.. AllActions.Where(action => !used.Contains(action))];
        }
    }

    private IEnumerable<AccessUse> Used => _azure.Access.Uses.Where(use => use.Principal.Equals(_principal, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Gives the app its roles, makes the containers that the templates make, and has roles enforced from now on. The user whose tools work on the
    /// primary workspace becomes an owner.
    /// </summary>
    /// <param name="azure">The simulated Azure.</param>
    /// <param name="without">Actions that are left out of every role.</param>
    /// <exception cref="ArgumentException">An action to leave out is in none of the roles.</exception>
    public static InstallationRoles Enforce(SimulatedAzure azure, IReadOnlyList<string>? without = null)
    {
        ArgumentNullException.ThrowIfNull(azure);
        InstallationRoles roles = new(azure, All);
        roles.LeaveOut(without ?? []);
        roles.AssignToApp();
        roles.AssignToUser();
        azure.Access.Enforced = true;
        return roles;
    }

    /// <summary>Defines the roles anew, without some of their actions. What was left out before is back.</summary>
    /// <param name="actions">The actions.</param>
    /// <exception cref="ArgumentException">One of them is in none of the roles.</exception>
    public void LeaveOut(IReadOnlyList<string> actions)
    {
        if (actions.FirstOrDefault(action => !AllActions.Contains(action, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new ArgumentException($"The action '{unknown}' is in none of the roles of infra/roles.json.", nameof(actions));
        foreach (InstallationRole role in _roles)
        {
            _azure.Access.Define(
                role.Name, [.. role.Actions.Except(actions, StringComparer.OrdinalIgnoreCase)], [.. role.DataActions.Except(actions, StringComparer.OrdinalIgnoreCase)]);
        }
    }

    private static InstallationRole[] Load()
    {
        using Stream stream = typeof(InstallationRoles).Assembly.GetManifestResourceStream("roles.json")!;
        return JsonSerializer.Deserialize<InstallationRole[]>(stream, Json)!;
    }

    private static string Container(SimulatedAccount account, string name) => $"{account.ResourceId}/blobServices/default/containers/{name}";

    private void AssignToApp()
    {
        string control = _azure.World.ControlAccount.Name;
        foreach (string container in (string[])[.. ControlContainers, KeyRingContainer, DeadLetterContainer])
            _azure.Blobs.CreateContainer(control, container);
        foreach (InstallationRole role in _roles)
        {
            foreach (string scope in role.Scopes.SelectMany(ScopesOf).Distinct(StringComparer.OrdinalIgnoreCase))
                _azure.Access.Grant(_principal, role.Name, scope);
        }
    }

    private void AssignToUser()
    {
        string user = _azure.Tokens.PrincipalOf(Seeding.AssetPublisher.ClientId).ToString();
        foreach (string role in (string[])["Owner", "Storage Blob Data Owner", "Storage File Data Privileged Contributor"])
            _azure.Access.Grant(user, role, $"/subscriptions/{WorldTopology.SubscriptionId}");
    }

    private string[] ScopesOf(string scope) => scope switch
    {
        "SourceWorkspace" or "TargetWorkspace" => [.. _azure.World.Workspaces.Select(workspace => workspace.ResourceId)],
        "SourceStorage" or "TargetStorage" => [_azure.World.PrimaryAccount.ResourceId, _azure.World.SecondaryAccount.ResourceId],
        "Subscription" => [$"/subscriptions/{WorldTopology.SubscriptionId}"],
        "ControlStore" => [.. ControlContainers.Select(name => Container(_azure.World.ControlAccount, name))],
        "DeadLetters" => [Container(_azure.World.ControlAccount, DeadLetterContainer)],
        "KeyRing" => [Container(_azure.World.ControlAccount, KeyRingContainer)],
        "PointerContainer" => [Container(_azure.World.ControlAccount, PointerContainer)],
        "KeyVault" => [$"{KeyVaultService.VaultId}/keys/{KeyRingKey}"],
        "SourceResourceGroup" or "TargetResourceGroup" or "AssociatedResources" or "Registry" or "Identity" or "Subnet" or "FrontDoor" or "TrafficManager" or "DnsZone" =>
            [WorldTopology.ResourceGroupId],
        _ => throw new InvalidOperationException($"infra/roles.json names the scope '{scope}', which the sandbox does not know."),
    };
}
