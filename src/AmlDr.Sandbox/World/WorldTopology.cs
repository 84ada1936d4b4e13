namespace AmlDr.Sandbox.World;

/// <summary>
/// What the simulated Azure consists of at its start: one subscription with one resource group, two regions that are a pair, in each
/// a workspace with its own storage account, and one more account for the application's control store.
/// </summary>
public sealed class WorldTopology
{
    /// <summary>Id of the only subscription.</summary>
    public const string SubscriptionId = "11111111-1111-1111-1111-111111111111";

    /// <summary>Name of the only resource group.</summary>
    public const string ResourceGroup = "rg-mldr";

    /// <summary>The region of the primary workspace.</summary>
    public const string PrimaryRegion = "westeurope";

    /// <summary>The region of the secondary workspace.</summary>
    public const string SecondaryRegion = "northeurope";

    internal WorldTopology(int seed)
    {
        Values = new DeterministicValues(seed);
        TenantId = Values.Guid("tenant");
        PrimaryAccount = NewAccount("stmldrprimary", PrimaryRegion);
        SecondaryAccount = NewAccount("stmldrsecondary", SecondaryRegion);
        ControlAccount = NewAccount("stmldrcontrol", SecondaryRegion);
        Primary = Workspace("mlw-primary", PrimaryRegion, PrimaryAccount);
        Secondary = Workspace("mlw-secondary", SecondaryRegion, SecondaryAccount);
    }

    /// <summary>The tenant that tokens come from.</summary>
    public Guid TenantId { get; }

    /// <summary>The regions, each the other's pair.</summary>
    public IReadOnlyList<SimulatedRegion> Regions { get; } =
    [
        new(PrimaryRegion, "West Europe", SecondaryRegion, "Europe"),
        new(SecondaryRegion, "North Europe", PrimaryRegion, "Europe"),
    ];

    /// <summary>The workspace in West Europe.</summary>
    public SimulatedWorkspace Primary { get; }

    /// <summary>The workspace in North Europe.</summary>
    public SimulatedWorkspace Secondary { get; }

    /// <summary>Default storage account of the primary workspace.</summary>
    public SimulatedAccount PrimaryAccount { get; }

    /// <summary>Default storage account of the secondary workspace.</summary>
    public SimulatedAccount SecondaryAccount { get; }

    /// <summary>The account meant for the application's control store, in the secondary region.</summary>
    public SimulatedAccount ControlAccount { get; }

    /// <summary>All storage accounts.</summary>
    public IReadOnlyList<SimulatedAccount> Accounts => [PrimaryAccount, SecondaryAccount, ControlAccount];

    /// <summary>Both workspaces.</summary>
    public IReadOnlyList<SimulatedWorkspace> Workspaces => [Primary, Secondary];

    /// <summary>ARM id of the resource group.</summary>
    public static string ResourceGroupId => $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroup}";

    internal DeterministicValues Values { get; }

    /// <summary>The region that a location means, in either spelling (<c>westeurope</c>, <c>West Europe</c>); null for one that is not simulated.</summary>
    internal SimulatedRegion? FindRegion(string? location)
    {
        string? name = location?.Replace(" ", string.Empty, StringComparison.Ordinal);
        return Regions.FirstOrDefault(region => region.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string ResourceId(string type, string name) => $"{ResourceGroupId}/providers/{type}/{name}";

    /// <summary>An account with keys of its own.</summary>
    internal SimulatedAccount NewAccount(string name, string region, string? id = null) => new(
        name,
        region,
        id ?? ResourceId("Microsoft.Storage/storageAccounts", name),
        [Convert.ToBase64String(Values.Key(name + "/key1")), Convert.ToBase64String(Values.Key(name + "/key2"))]);

    private SimulatedWorkspace Workspace(string name, string region, SimulatedAccount account) => new(
        name,
        region,
        ResourceId("Microsoft.MachineLearningServices/workspaces", name),
        Values.Guid("workspace/" + name),
        account.Name);
}
