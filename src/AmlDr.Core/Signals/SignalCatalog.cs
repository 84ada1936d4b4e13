using System.Text.Json;

namespace AmlDr.Core.Signals;

/// <summary>The signals, as <c>infra/signals.json</c> defines them for the app and for its alerts alike.</summary>
public static class SignalCatalog
{
    private const string Resource = "signals.json";

    /// <summary>All signals.</summary>
    public static IReadOnlyList<SignalDefinition> All { get; } = Read();

    private static SignalDefinition[] Read()
    {
        using Stream stream = typeof(SignalCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource '{Resource}' is missing from the assembly.");
        return JsonSerializer.Deserialize<SignalDefinition[]>(stream, JsonSerializerOptions.Web)!;
    }
}
