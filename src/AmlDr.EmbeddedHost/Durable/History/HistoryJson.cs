using System.Text.Json.Serialization;

namespace AmlDr.EmbeddedHost.Durable.History;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(EventDetails))]
[JsonSerializable(typeof(FailureRecord))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext;
