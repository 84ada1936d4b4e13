using System.Text.Json;

namespace AmlDr.Infra.Tests.Support;

/// <summary>A role of <c>infra/roles.json</c>.</summary>
internal sealed record RoleFile(
    string Key, string Name, string Description, IReadOnlyList<string> Scopes, IReadOnlyList<string> Actions, IReadOnlyList<string> DataActions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<RoleFile> ReadAll() =>
        JsonSerializer.Deserialize<List<RoleFile>>(Repository.Read("infra", "roles.json"), Json)!;
}
