using System.Collections.Immutable;

namespace AmlDr.EmbeddedHost.Invocation;

/// <summary>What starts one invocation.</summary>
/// <param name="Value">The trigger's value, of a type that depends on the kind of function.</param>
internal sealed record FunctionTrigger(object? Value)
{
    private static readonly ImmutableDictionary<string, object?> None = ImmutableDictionary.Create<string, object?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The trigger's values by name, such as route values.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = None;

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }
}
