using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Control;

/// <summary>A request to a control route.</summary>
internal sealed class ControlRequest(SimRequest request, IReadOnlyDictionary<string, string> values)
{
    private const long BodyLimit = 256 * 1024 * 1024;

    public string BaseUrl => request.BaseUrl;

    public string Method => request.Method;

    public string RawQuery => request.Target.RawQuery;

    /// <summary>The headers; several values of one are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers => request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A part of the path.</summary>
    public string this[string name] => values[name];

    public string? Query(string name) => request.Target[name] is { Length: > 0 } value ? value : null;

    public string Required(string name) => Query(name) ?? throw new ControlException(400, $"The query parameter '{name}' is missing.");

    public long? QueryNumber(string name) => Query(name) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new ControlException(400, $"The query parameter '{name}' is '{text}'; it must be a whole number of 0 or more.");

    public bool? QueryFlag(string name) => Query(name) is not { } text
        ? null
        : bool.TryParse(text, out bool value) ? value : throw new ControlException(400, $"The query parameter '{name}' is '{text}'; it must be true or false.");

    public T? QueryWord<T>(string name)
        where T : struct, Enum =>
        Query(name) is not { } text
            ? null
            : Enum.TryParse(text, ignoreCase: true, out T value) && !char.IsAsciiDigit(text[0])
                ? value
                : throw new ControlException(400, $"The query parameter '{name}' is '{text}'; use one of: {string.Join(", ", Enum.GetNames<T>())}.");

    public async Task<T> BodyAsync<T>(CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await BytesAsync(cancellationToken), Wire.Control)
                ?? throw new ControlException(400, "The body is null; send a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new ControlException(400, $"The body is not what this route takes: {exception.Message}");
        }
    }

    public async Task<JsonNode> JsonAsync(CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await BytesAsync(cancellationToken)) ?? throw new ControlException(400, "The body is null.");
        }
        catch (JsonException exception)
        {
            throw new ControlException(400, $"The body is no JSON: {exception.Message}");
        }
    }

    public async Task<byte[]> BytesAsync(CancellationToken cancellationToken) =>
        await request.ReadBodyAsync(BodyLimit, cancellationToken) ?? throw new ControlException(413, "The body is larger than 256 MB.");
}
