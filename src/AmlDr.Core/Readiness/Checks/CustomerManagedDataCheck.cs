using AmlDr.Core.Assets;
using AmlDr.Core.Readiness.Snapshots;

namespace AmlDr.Core.Readiness.Checks;

/// <summary>Services behind computes and datastores that are the customer's alone, and that nothing here can look at.</summary>
internal sealed class CustomerManagedDataCheck() : ReadinessCheck(
    "customer-managed-data", 16, "Customer-managed services", "Databricks, HDInsight, SQL, PostgreSQL, MySQL, Data Lake and the like are yours to make highly available.")
{
    private static readonly string[] Computes = ["Databricks", "HDInsight", "DataFactory", "DataLakeAnalytics", "SynapseSpark", "VirtualMachine"];
    private static readonly string[] Datastores = ["AzureDataLakeGen1", "OneLake", "AzureSqlDatabase", "AzurePostgreSql", "AzureMySql", "Hdfs"];

    private protected override string Judge(ReadinessSnapshot snapshot, Judgement judgement)
    {
        bool first = judgement.Take(snapshot.Primary.Computes, out IReadOnlyList<AssetDocument>? computes);
        if (!judgement.Take(snapshot.Primary.Datastores, out IReadOnlyList<AssetDocument>? datastores) || !first)
        {
            return "";
        }

        string[] found =
        [
            .. ComputeFacts.TakingPart(computes!, snapshot.Pair).Where(compute => Computes.Contains(ComputeFacts.Type(compute), StringComparer.OrdinalIgnoreCase))
                .Select(compute => $"compute '{compute.ResourceName}' ({ComputeFacts.Type(compute)})"),
            .. DatastoreFacts.OfUsers(datastores, snapshot.Pair).Where(datastore => Datastores.Contains(datastore.Property("datastoreType"), StringComparer.OrdinalIgnoreCase))
                .Select(datastore => $"datastore '{datastore.ResourceName}' ({datastore.Property("datastoreType")})"),
        ];
        judgement.Fact("found", found);
        if (found.Length > 0)
        {
            judgement.Unknown(
                $"Services that AmlDr cannot look at stand behind {string.Join(", ", found.Take(20))}{(found.Length > 20 ? ", …" : "")}.",
                "Make sure that each is available in the secondary region, and attest it.");
        }

        return "No compute or datastore leads to such a service.";
    }
}
