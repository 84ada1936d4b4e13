using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Policies;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>The same datastores in both workspaces.</summary>
internal sealed class DatastoresCheck() : ReadinessCheck(
    "datastores", 10, "Datastores", "Configure the same datastores in both workspaces.")
{
    private const string Mirror = "Let a sweep mirror it (POST sweeps); when it is refused, GET assets?kind=datastore says why.";

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool first = judgement.Take(snapshot.Primary.Datastores, out IReadOnlyList<AssetDocument>? ours);
        if (!judgement.Take(snapshot.Secondary.Datastores, out IReadOnlyList<AssetDocument>? theirs) || !first
            || !judgement.TakeWorkspaces(snapshot, out AssetDocument? primary, out AssetDocument? secondary))
        {
            return "";
        }

        foreach (AssetDocument datastore in DatastoreFacts.OfUsers(ours!, snapshot.Pair))
        {
            string name = datastore.ResourceName!;
            AssetDocument? namesake = DatastoreFacts.Named(theirs, name);
            judgement.Fact(name, new JsonObject { ["primary"] = Place(datastore), ["secondary"] = namesake is null ? null : Place(namesake) });
            if (namesake is null)
            {
                judgement.Fail($"The secondary has no datastore '{name}'.", Mirror);
            }
            else if (!namesake.Property("datastoreType").Is(datastore.Property("datastoreType") ?? ""))
            {
                judgement.Fail(
                    $"The datastore '{name}' is '{datastore.Property("datastoreType")}' in the primary and '{namesake.Property("datastoreType")}' in the secondary.", Mirror);
            }
            else if (!IsCounterpart(snapshot, datastore, namesake, primary, secondary))
            {
                judgement.Fail(
                    $"The datastore '{name}' leads to {Place(datastore)} in the primary and to {Place(namesake)} in the secondary, which the policy does not name as its counterpart.",
                    "Name the account in the policy's 'maps.storageAccounts', or correct the secondary's datastore.");
            }
        }

        return "Every datastore of the primary has its counterpart.";
    }

    private static bool IsCounterpart(ReadinessSnapshot snapshot, AssetDocument ours, AssetDocument theirs, AssetDocument primary, AssetDocument secondary)
    {
        string account = ours.Property("accountName") ?? "";
        string other = theirs.Property("accountName") ?? "";
        bool sameAccount = other.Is(account)
            || (PolicyMaps.Find(snapshot.Pair.Policy.Maps.StorageAccounts, account) is { } mapped && StorageAccountName.Parse(mapped).Name.Is(other))
            || (account.Is(ArmNames.Last(primary.Property("storageAccount") ?? "")) && other.Is(ArmNames.Last(secondary.Property("storageAccount") ?? "")));
        return sameAccount && string.Equals(DatastoreFacts.Container(ours), DatastoreFacts.Container(theirs), StringComparison.Ordinal);
    }

    private static string Place(AssetDocument datastore) => $"{datastore.Property("accountName")}/{DatastoreFacts.Container(datastore)}";
}
