using System.Text.RegularExpressions;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Tests.Kinds;

/// <summary>Holds paths, list parameters, long-running writes and secret actions of every kind against the published operations (2024-04-01).</summary>
public partial class PublishedOperationsTests
{
    [FactsFact]
    public void Kinds_WritesAndLists_AreThePublishedOperations()
    {
        Dictionary<string, Operation> operations = Read();
        Assert.All(ConformancePair.Kinds.All, kind =>
        {
            var asset = new AssetId(kind.Name, "{}", kind.Shape == KindShape.Named ? "" : "{}");
            Operation write = operations["PUT " + Uri.UnescapeDataString(kind.PathOf(asset))];
            Operation list = operations["GET " + Uri.UnescapeDataString(kind.ListPathOf("{}"))];

            Assert.Equal(write.IsLongRunning, kind.IsLongRunning);
            Assert.Equal(list.Query.Contains("listViewType", StringComparison.Ordinal), kind.ListParameters.ContainsKey("listViewType"));
            if (kind.Secrets is { } secrets)
            {
                Assert.Contains($"POST {Uri.UnescapeDataString(kind.PathOf(asset))}/{secrets.Action}", operations.Keys);
            }
        });
    }

    private static Dictionary<string, Operation> Read() =>
        File.ReadAllLines(Path.Combine(Facts.Root!, "openapi/derived/operations-2024-04-01.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Where(cells => cells[1].Contains("/workspaces/{workspaceName}/", StringComparison.Ordinal))
            .ToDictionary(
                cells => $"{cells[0]} {Parameter().Replace(cells[1].Split("/workspaces/{workspaceName}/")[1], "{}")}",
                cells => new Operation(cells[3], cells.ElementAtOrDefault(6) is { Length: > 0 }));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    private sealed record Operation(string Query, bool IsLongRunning);
}
