using System.Text.RegularExpressions;
using AmlDr.Azure.Access;

namespace AmlDr.Azure.Readiness;

/// <summary>Reads out of an address of Azure Resource Manager what type it is of, and what reading it needs.</summary>
internal static partial class ArmAddress
{
    private const string Providers = "/providers/";

    // What only reads comes first: a role that also writes is no answer to a check that could not read.
    private static readonly ActionGroup[] Readers =
        [RequiredActions.ReadinessRead, RequiredActions.MirrorRead, RequiredActions.RegionRead, RequiredActions.AutoscaleRead, .. RequiredActions.All];

    /// <summary>
    /// Says whether a text can be sent as an address. Identifiers come out of documents that users wrote, so that what could lead elsewhere is not sent.
    /// </summary>
    public static bool IsSound(string address) => Pattern().IsMatch(address);

    /// <summary>The type of a resource or list, such as <c>Microsoft.KeyVault/vaults</c>.</summary>
    public static string TypeOf(string address)
    {
        int at = address.LastIndexOf(Providers, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            // Resource Manager's own: /subscriptions/{id}/locations.
            return "Microsoft.Resources/subscriptions/" + address.Split('/')[^1];
        }

        string[] parts = address[(at + Providers.Length)..].Split('/');
        return string.Join('/', parts.Where((_, index) => index == 0 || index % 2 == 1));
    }

    /// <summary>The action that reading the address needs.</summary>
    public static string ActionOf(string address) => TypeOf(address) + "/read";

    /// <summary>Says what is to be granted for reading.</summary>
    public static string GrantFor(string address)
    {
        string action = ActionOf(address);
        ActionGroup? group = Readers.FirstOrDefault(one => one.Actions.Contains(action, StringComparer.OrdinalIgnoreCase));
        string role = group is null ? "" : $"; the role '{char.ToLowerInvariant(group.Feature[0])}{group.Feature[1..]}' of infra/roles.json has it";
        return $"Grant the app's identity the action '{action}' at {ScopeOf(address)}{role}.";
    }

    // A role is granted at what holds the resource, not at a resource that may yet be made.
    private static string ScopeOf(string address)
    {
        string[] parts = address.Split('/');
        return parts.Length > 4 && string.Equals(parts[3], "resourceGroups", StringComparison.OrdinalIgnoreCase)
            ? string.Join('/', parts.Take(5))
            : string.Join('/', parts.Take(3));
    }

    [GeneratedRegex(@"\A/subscriptions/(?!\.+(/|\z))[^/?#%\\\s]+(/(?!\.+(/|\z))[^/?#%\\\x00-\x1F]+)*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
