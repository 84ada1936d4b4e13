using System.Text.RegularExpressions;
using AmlDr.Azure.Policies;
using AmlDr.Core.Pairs;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Options;

/// <summary>Checks all settings at start and reports every fault at once, each with its name, its value and the remedy.</summary>
internal sealed partial class AmlDrOptionsValidator(IReadOnlyDictionary<string, string> unreadable, PolicyFiles policies, KeyRingValidator keyRing) : IValidateOptions<AmlDrOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AmlDrOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<string>(unreadable.Values);
        ValidatePairs(options, faults);
        ValidateControlStore(options.ControlStore, faults);
        ValidateDeadLetters(options, faults);
        ValidateArm(options.Arm, faults);
        ValidateCopy(options.Copy, faults);
        Range(faults, "AmlDr:Security:StartsPerMinute", options.Security.StartsPerMinute, 1, 600);
        Range(faults, "AmlDr:Security:LargestBodyBytes", options.Security.LargestBodyBytes, 1024, 4 * 1024 * 1024);
        Range(faults, "AmlDr:Notifications:Timeout", options.Notifications.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        foreach ((string path, string value, string remedy) in keyRing.Validate(options)
            .Concat(NotificationValidator.Validate(options.Notifications)).Concat(SecurityValidator.Validate(options.Security)))
        {
            Fault(faults, path, value, remedy);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void ValidatePairs(AmlDrOptions options, List<string> faults)
    {
        if (options.Pairs.Count == 0)
        {
            Fault(faults, "AmlDr:Pairs:0:Name", "", "name at least one pair of workspaces.");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < options.Pairs.Count; i++)
        {
            PairOptions pair = options.Pairs[i];
            string at = $"AmlDr:Pairs:{i}";
            if (!PairName().IsMatch(pair.Name))
            {
                Fault(faults, $"{at}:Name", pair.Name, "use 1 to 40 lower-case letters, digits and single dashes, such as 'churn-prod'.");
            }
            else if (!names.Add(pair.Name))
            {
                Fault(faults, $"{at}:Name", pair.Name, "give every pair a name of its own.");
            }

            WorkspaceId? primary = ValidateWorkspace($"{at}:Primary:WorkspaceId", pair.Primary.WorkspaceId, faults);
            WorkspaceId? secondary = ValidateWorkspace($"{at}:Secondary:WorkspaceId", pair.Secondary.WorkspaceId, faults);
            if (primary is not null && primary.Equals(secondary))
            {
                Fault(faults, $"{at}:Secondary:WorkspaceId", pair.Secondary.WorkspaceId, "name another workspace than the primary.");
            }

            foreach (PolicyFault fault in policies.Read(pair.PolicyFile).Faults)
            {
                Fault(faults, $"{at}:PolicyFile", pair.PolicyFile, $"there, {fault}");
            }

            foreach (string fault in NotificationValidator.Validate(options.Notifications, policies.Read(pair.PolicyFile).Policy))
            {
                Fault(faults, $"{at}:PolicyFile", pair.PolicyFile, $"there, {fault}");
            }
        }
    }

    private WorkspaceId? ValidateWorkspace(string path, string value, List<string> faults)
    {
        if (!WorkspaceId.TryParse(value, out WorkspaceId? workspace))
        {
            Fault(
                faults, path, value,
                "give the workspace's resource identifier: /subscriptions/{subscription}/resourceGroups/{group}"
                + "/providers/Microsoft.MachineLearningServices/workspaces/{workspace}.");
        }

        return workspace;
    }

    private void ValidateControlStore(ControlStoreOptions options, List<string> faults)
    {
        if (!IsAddress(options.ContainerUri, out Uri? address) || address.AbsolutePath.Trim('/').Length == 0 || address.Query.Length > 0)
        {
            // A query would be a signature: the value is not repeated.
            string shown = options.ContainerUri.Split('?', 2)[0];
            Fault(
                faults, "AmlDr:ControlStore:ContainerUri", shown,
                "give the address of a blob container in the secondary region, without a query: https://{account}.blob.core.windows.net/{container}.");
        }
    }

    private void ValidateDeadLetters(AmlDrOptions options, List<string> faults)
    {
        string container = options.DeadLetters.ContainerUri;
        if (container.Length > 0 && (!IsAddress(container, out Uri? address) || address.AbsolutePath.Trim('/').Length == 0 || address.Query.Length > 0))
        {
            // A query would be a signature: the value is not repeated.
            Fault(
                faults, "AmlDr:DeadLetters:ContainerUri", container.Split('?', 2)[0],
                "give the address of the blob container that Event Grid writes dead letters to, without a query, or leave it empty.");
        }
    }

    private void ValidateArm(ArmOptions options, List<string> faults)
    {
        if (!IsAddress(options.Endpoint, out _))
        {
            Fault(faults, "AmlDr:Arm:Endpoint", options.Endpoint, "give an https address (http on loopback only).");
        }

        if (!Uri.TryCreate(options.Audience, UriKind.Absolute, out _))
        {
            Fault(faults, "AmlDr:Arm:Audience", options.Audience, "give the absolute address of the token audience, such as https://management.azure.com.");
        }

        if (!ApiVersion().IsMatch(options.ApiVersion) || string.CompareOrdinal(options.ApiVersion, "2024-04-01") < 0)
        {
            Fault(faults, "AmlDr:Arm:ApiVersion", options.ApiVersion, "give a date of 2024-04-01 or later, such as 2025-12-01.");
        }

        Range(faults, "AmlDr:Arm:CallTimeout", options.CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Range(faults, "AmlDr:Arm:ReadBurst", options.ReadBurst, 1, 1_000_000);
        Range(faults, "AmlDr:Arm:ReadsPerSecond", options.ReadsPerSecond, 0.1, 1_000_000);
        Range(faults, "AmlDr:Arm:WriteBurst", options.WriteBurst, 1, 1_000_000);
        Range(faults, "AmlDr:Arm:WritesPerSecond", options.WritesPerSecond, 0.1, 1_000_000);
    }

    private void ValidateCopy(CopyOptions options, List<string> faults)
    {
        Range(faults, "AmlDr:Copy:SingleCopyLimitBytes", options.SingleCopyLimitBytes, 0, CopyOptions.LargestSingleCopy);
        Range(faults, "AmlDr:Copy:BlockBytes", options.BlockBytes, 64 * 1024, CopyOptions.LargestBlock);
        Range(faults, "AmlDr:Copy:ParallelCalls", options.ParallelCalls, 1, 64);
        Range(faults, "AmlDr:Copy:CallTimeout", options.CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
    }

    private void Range<T>(List<string> faults, string path, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            Fault(faults, path, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"), $"use {least} to {most}.");
        }
    }

    private void Fault(List<string> faults, string path, string value, string remedy)
    {
        // What could not be read has its own message; the default that stands in its place is not the operator's.
        if (!unreadable.Keys.Any(key => key.StartsWith(path, StringComparison.OrdinalIgnoreCase)))
        {
            faults.Add($"{SettingsChecker.AppSettingName(path)} is '{value}': {remedy}");
        }
    }

    internal static bool IsAddress(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"\A(?=.{1,40}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PairName();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}(-preview)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ApiVersion();
}
