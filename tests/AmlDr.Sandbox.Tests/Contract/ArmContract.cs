using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>The published operations of Microsoft.MachineLearningServices 2024-04-01 with the answers they may give.</summary>
internal sealed class ArmContract
{
    private static readonly Lazy<Task<ArmContract>> Loaded = new(LoadAsync);

    private readonly List<Operation> _operations = [];
    private readonly SwaggerBundle _bundle = new();

    private ArmContract()
    {
    }

    public static Task<ArmContract> GetAsync() => Loaded.Value;

    /// <summary>Checks an answer. An address that the specification does not know passes unseen; the caller is told by the result.</summary>
    /// <returns>The operation's id, null when the specification has none for the address.</returns>
    public string? Check(string method, string path, int status, Func<string, string?> header, string body)
    {
        Operation? operation = _operations.FirstOrDefault(candidate => candidate.Method == method && candidate.Path.IsMatch(path));
        if (operation is null)
            return null;
        Answer? answer = operation.Answers.GetValueOrDefault(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (answer is null && status < 400)
            throw new ContractViolationException($"{operation.Id}: the specification has no answer {status}.");
        answer ??= operation.Answers["default"];
        foreach (string name in answer.Headers.Where(name => header(name) is null))
            throw new ContractViolationException($"{operation.Id}: the answer {status} lacks the header {name}.");
        if (answer.SchemaKey is null)
        {
            if (body.Length > 0)
                throw new ContractViolationException($"{operation.Id}: the answer {status} has a body: {body}");
            return operation.Id;
        }

        IReadOnlyList<string> errors = _bundle.Validate(answer.SchemaKey, body);
        if (errors.Count > 0)
            throw new ContractViolationException($"{operation.Id}, answer {status}: {string.Join("; ", errors)} in {body}");
        return operation.Id;
    }

    private static async Task<ArmContract> LoadAsync()
    {
        ArmContract contract = new();
        foreach (string name in (string[])["mfe.json", "machineLearningServices.json"])
            contract.AddFile(Path.Combine(Facts.MachineLearning, name));
        await contract._bundle.CompileAsync();
        return contract;
    }

    private void AddFile(string file)
    {
        foreach ((string path, JsonNode? methods) in (JsonObject)_bundle.Load(file)["paths"]!)
        {
            string pattern = "^" + Regex.Replace(Regex.Escape(path).Replace("}", "}", StringComparison.Ordinal), @"\\\{[^}]+}", "[^/]+") + "$";
            foreach ((string method, JsonNode? node) in methods!.AsObject().Where(entry => entry.Key != "parameters"))
            {
                JsonObject operation = node!.AsObject();
                _operations.Add(new Operation(
                    operation["operationId"]!.ToString(),
                    method.ToUpperInvariant(),
                    new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant),
                    operation["responses"]!.AsObject().ToDictionary(
                        entry => entry.Key,
                        entry => new Answer(
                            entry.Value!["schema"] is JsonObject schema ? _bundle.Add(file, schema) : null,
                            [.. entry.Value["headers"]?.AsObject().Select(header => header.Key) ?? []]))));
            }
        }
    }

    private sealed record Operation(string Id, string Method, Regex Path, Dictionary<string, Answer> Answers);

    private sealed record Answer(string? SchemaKey, IReadOnlyList<string> Headers);
}
