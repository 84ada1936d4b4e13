using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>A <see cref="DataConverter"/> on System.Text.Json. By default public fields are included, names are kept as they are.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>Creates a converter.</summary>
    /// <param name="options">Serializer options; null means the defaults.</param>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? DefaultOptions;

    /// <summary>The converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
