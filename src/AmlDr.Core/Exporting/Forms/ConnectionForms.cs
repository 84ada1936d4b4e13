using System.Text.Json.Nodes;
using static AmlDr.Core.Exporting.CliConversions;

namespace AmlDr.Core.Exporting.Forms;

/// <summary>Connections. The CLI has a form of its own for some categories; those whose form is not known for sure are left to Resource Manager.</summary>
internal static class ConnectionForms
{
    // azure-ai-ml, ConnectionSchema: the categories that share one form.
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "Git", "ContainerRegistry", "PythonFeed", "S3", "Snowflake", "AzureSqlDb", "AzureSynapseAnalytics", "AzureMySqlDb", "AzurePostgresDb",
    };

    private static readonly Dictionary<string, string[]> SecretsByType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PAT"] = ["pat"], ["SAS"] = ["sas_token"], ["UsernamePassword"] = ["password"], ["ServicePrincipal"] = ["client_secret"],
        ["AccessKey"] = ["access_key_id", "secret_access_key"], ["ApiKey"] = ["key"], ["AccountKey"] = ["account_key"],
    };

    private static readonly CliForm Connection = new("az ml connection create", null,
    [
        new("properties.category", "type", Snake), new("properties.target", "target"), new("properties.metadata", "tags"),
        new("properties.isSharedToAll", "is_shared"),
    ]) { Complete = CompleteCommon };

    private static readonly CliForm AzureOpenAI = new("az ml connection create", null,
    [
        new("properties.category", "type", Snake), new("properties.target", "azure_endpoint"), new("properties.metadata.ApiVersion", "api_version"),
        new("properties.metadata.ResourceId", "open_ai_resource_id"), new("properties.isSharedToAll", "is_shared"),
    ]) { Implied = ["properties.metadata.ApiType"], Complete = CompleteApiKey };

    public static CliForm? Of(string? category) =>
        category is null ? null
        : Common.Contains(category) ? Connection
        : category.Equals("AzureOpenAI", StringComparison.OrdinalIgnoreCase) ? AzureOpenAI
        : null;

    private static void CompleteApiKey(CliSource source, CliTarget target)
    {
        if (source.TakeText("properties.authType") == "ApiKey")
        {
            target.Notes.Add("Secret left out. Add before the file is used, or the connection is made without a key (Microsoft Entra ID):");
            target.Notes.Add("api_key: (secret)");
        }
    }

    private static void CompleteCommon(CliSource source, CliTarget target)
    {
        string? type = source.TakeText("properties.authType");
        var credentials = source.Take("properties.credentials") as JsonObject;
        if (type is null or "None")
        {
            return;
        }

        (string Name, JsonNode? Value)[] members =
            [("type", Snake(type)), .. (credentials ?? []).Select(member => (Snake(member.Key), member.Value))];
        if (SecretsByType.TryGetValue(type, out string[]? secrets))
        {
            CliCredentials.Note(target, members, secrets);
            return;
        }

        foreach ((string name, JsonNode? value) in members)
        {
            target.Set($"credentials.{name}", value?.DeepClone());
        }
    }
}
