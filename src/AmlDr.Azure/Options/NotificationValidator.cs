using System.Text.RegularExpressions;
using AmlDr.Azure.Notifications;
using AmlDr.Core.Notifications;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Options;

/// <summary>Checks the targets of notifications, and that policies name ones that are there. No address and no secret is repeated.</summary>
internal static partial class NotificationValidator
{
    private const string Section = "AmlDr:Notifications";
    private const string Hidden = "(not shown)";

    /// <summary>Checks the settings.</summary>
    /// <returns>The faults, each with the setting's path, what is shown as its value, and the remedy.</returns>
    public static IEnumerable<(string Path, string Value, string Remedy)> Validate(NotificationOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < options.Targets.Count; i++)
        {
            NotificationTargetOptions target = options.Targets[i];
            string at = $"{Section}:Targets:{i}";
            if (!Name().IsMatch(target.Name))
            {
                yield return ($"{at}:Name", target.Name, "use 1 to 40 lower-case letters, digits and single dashes, such as 'ops-chat'.");
            }
            else if (!names.Add(target.Name))
            {
                yield return ($"{at}:Name", target.Name, "give every target a name of its own.");
            }

            if (!AmlDrOptionsValidator.IsAddress(target.Url, out Uri? address) || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            {
                yield return ($"{at}:Url", target.Url.Length == 0 ? "" : Hidden, "give an https address (http on loopback only), without a user name and without '#'.");
            }
            else if (WebhookAddresses.IsBlockedLiteral(address))
            {
                yield return ($"{at}:Url", Hidden, "it leads to an address of the platform or of this network link alone, which nothing is sent to; give that of a webhook.");
            }

            if (target.Secret.Length > 0 && !WebhookSignature.IsSound(target.Secret))
            {
                yield return ($"{at}:Secret", Hidden, "give at least 24 bytes: any text, or 'whsec_' and Base64.");
            }
        }
    }

    /// <summary>Checks that a policy's rules can be followed.</summary>
    /// <returns>What is wrong, for people.</returns>
    public static IEnumerable<string> Validate(NotificationOptions options, PairPolicy policy)
    {
        for (int i = 0; i < policy.Notifications.Count; i++)
        {
            NotificationRule rule = policy.Notifications[i];
            NotificationTargetOptions? target = options.Targets.FirstOrDefault(one => one.Name == rule.Target);
            if (target is null)
            {
                yield return $"$.notifications[{i}].target is \"{rule.Target}\": name a target of the settings AmlDr__Notifications__Targets.";
            }
            else if (rule.Format == NotificationFormat.Json && target.Secret.Length == 0)
            {
                yield return $"$.notifications[{i}].target is \"{rule.Target}\": programs are told by signed messages only; set AmlDr__Notifications__Targets__{options.Targets.IndexOf(target)}__Secret.";
            }
        }
    }

    [GeneratedRegex(@"\A(?=.{1,40}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
