using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>A control route: what <c>GET /sandbox</c> tells of it, and what it does.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below <c>/sandbox</c>; a part in braces stands for any text.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Handler">Does it.</param>
/// <param name="Query">Query parameters and their meaning, null for none.</param>
/// <param name="Body">An example of the body, null for none.</param>
internal sealed record ControlRoute(
    string Method,
    string Path,
    string Summary,
    Func<ControlRequest, CancellationToken, Task<SimResponse>> Handler,
    string? Query = null,
    string? Body = null)
{
    private readonly string[] _parts = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values for the parts in braces; null when the path does not match. The last part may take the rest of the path.</summary>
    public IReadOnlyDictionary<string, string>? Match(string[] segments)
    {
        bool rest = _parts.Length > 0 && _parts[^1].EndsWith("*}", StringComparison.Ordinal);
        if (rest ? segments.Length < _parts.Length : segments.Length != _parts.Length)
            return null;
        Dictionary<string, string> values = [];
        for (int i = 0; i < _parts.Length; i++)
        {
            if (_parts[i][0] != '{')
            {
                if (_parts[i] != segments[i])
                    return null;
            }
            else
            {
                values[_parts[i].Trim('{', '}', '*')] = rest && i == _parts.Length - 1 ? string.Join('/', segments[i..]) : segments[i];
            }
        }

        return values;
    }

    public JsonObject Describe()
    {
        JsonObject description = new() { ["method"] = Method, ["path"] = "/sandbox" + Path, ["summary"] = Summary };
        if (Query is not null)
            description["query"] = Query;
        if (Body is not null)
            description["body"] = JsonNode.Parse(Body);
        description["example"] = Example();
        return description;
    }

    private string Example()
    {
        string path = string.Join('/', _parts.Select(part => part switch
        {
            "{region}" => "westeurope",
            "{workspace}" => "mlw-primary",
            "{account}" => "stmldrprimary",
            "{container}" => "azureml",
            "{id}" => "fault-1",
            "{name}" => "models",
            "{blob*}" => "folder/model.bin",
            _ => part,
        }));
        string line = $"curl -X {Method} http://127.0.0.1:9090/sandbox/{path}".TrimEnd('/');
        return Body is null ? line : $"{line} -d '{Body}'";
    }
}
