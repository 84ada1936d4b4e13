using System.Text.Json.Nodes;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>A call of a <see cref="ResourceAction"/>.</summary>
/// <param name="Arm">The simulated Resource Manager.</param>
/// <param name="Address">The resource's address.</param>
/// <param name="Call">The call.</param>
/// <param name="Body">The body; empty when the action takes none.</param>
internal sealed record ActionCall(ArmContext Arm, ResourceAddress Address, CallContext Call, JsonObject Body)
{
    /// <summary>The resource as it is now. For actions on what need not exist, it may not.</summary>
    public StoredResource Resource => Arm.Store.Find(Address) ?? throw ResourceWriter.Missing(Address);

    /// <summary>A text of the body, null when it is absent.</summary>
    public string? Text(string name) => Body[name] switch
    {
        null => null,
        var node when node.GetValueKind() == System.Text.Json.JsonValueKind.String => node.GetValue<string>(),
        _ => throw ArmException.User(400, "BadArgument", $"The field '{name}' must be a string."),
    };

    /// <summary>A text of the body that must be there and be one of these.</summary>
    public string OneOf(string name, params string[] allowed)
    {
        string? text = Text(name);
        return text is not null && allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : throw ArmException.User(400, "BadArgument", $"The field '{name}' is '{text}'; it must be one of: {string.Join(", ", allowed)}.");
    }
}
