using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Policies;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Data outside the default account survives the loss of the region.</summary>
internal sealed class DataStorageCheck() : ReadinessCheck(
    "data-storage", 9, "Data storage", "Keep data outside the default accounts in geo-redundant storage, or in storage of both regions.")
{
    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        if (!judgement.Take(snapshot.Primary.Workspace, out AssetDocument? workspace)
            || !judgement.Take(snapshot.Primary.Datastores, out IReadOnlyList<AssetDocument>? datastores))
        {
            return "";
        }

        int judged = 0;
        foreach (AssetDocument datastore in DatastoreFacts.OfUsers(datastores, snapshot.Pair).Where(datastore => datastore.Property("accountName") is not null))
        {
            judged++;
            Judge(snapshot, judgement, datastore, workspace);
        }

        return judged == 0 ? "There are no datastores beyond the workspace's own." : "The storage behind every datastore survives the loss of the primary region.";
    }

    private static void Judge(ReadinessSnapshot snapshot, Judgement judgement, AssetDocument datastore, AssetDocument workspace)
    {
        string name = datastore.ResourceName!;
        string account = datastore.Property("accountName")!;
        DataHandling handling = snapshot.Pair.Policy.HandlingOf(name);
        var facts = new JsonObject { ["account"] = account, ["handling"] = handling.ToString() };
        judgement.Fact(name, facts);
        AssetDocument? namesake = DatastoreFacts.Named(snapshot.Secondary.Datastores.Value ?? [], name);
        if (namesake?.Property("accountName") is { } other && !other.Is(account))
        {
            facts["duplicatedIn"] = other;
            return;
        }

        if (DatastoreFacts.AccountId(datastore) is not { } id)
        {
            judgement.Unknown(
                $"The datastore '{name}' names its account '{account}' without subscription or resource group, so the account cannot be looked at.",
                "Check the account's redundancy, and attest it.");
            return;
        }

        if (!judgement.Take(snapshot.Resource(id), out AssetDocument? storage, $"Correct the datastore '{name}'."))
        {
            return;
        }

        string? sku = storage.GetString("sku", "name");
        facts["location"] = storage.Location();
        facts["sku"] = sku;
        if (GeoRedundancy.IsIn(sku))
        {
            JudgeReplication(judgement, account, storage, facts);
        }
        else if (ArmNames.SameRegion(storage.Location(), workspace.Location())
            && judgement.Take(snapshot.List($"{id}/objectReplicationPolicies"), out IReadOnlyList<AssetDocument>? policies, "Look at the account.")
            && policies.Count == 0)
        {
            judgement.Warn(
                $"The account {account} of the datastore '{name}' is '{sku}' in {storage.Location()}, without object replication: its data is lost with the region.",
                "Make the account geo-redundant, replicate its objects, or give the secondary's datastore of that name storage of its own.");
        }
    }

    private static void JudgeReplication(Judgement judgement, string account, AssetDocument storage, JsonObject facts)
    {
        string? status = storage.GetString("properties", "geoReplicationStats", "status");
        facts["secondaryLocation"] = storage.Property("secondaryLocation");
        facts["geoReplication"] = status;
        facts["lastSyncTime"] = storage.GetString("properties", "geoReplicationStats", "lastSyncTime");
        if (status is not null && !status.Is("Live"))
        {
            judgement.Warn($"The geo-replication of {account} is '{status}', not 'Live'.", "Wait until it is in step; when it stays so, look at the account's health.");
        }

        if (storage.GetBoolean("properties", "geoReplicationStats", "canFailover") == false)
        {
            judgement.Warn($"The account {account} cannot be failed over at present ('canFailover').", "Look at the account's health and limits of account failover.");
        }
    }
}
