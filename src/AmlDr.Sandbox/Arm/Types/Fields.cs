using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>Shorthand for writing descriptors.</summary>
internal static class Fields
{
    /// <summary><c>ResourceBase</c>: what nearly every AML document has.</summary>
    public static readonly Field[] Common =
    [
        Text("description"), Map("tags"), Map("properties"),
    ];

    public static readonly Field State = new("properties.provisioningState", FieldKind.Text) { ReadOnly = true };

    public static readonly Field Archived = new("properties.isArchived", FieldKind.Flag) { Default = "false" };

    public static readonly Field Stage = Text("stage");

    /// <summary><c>AssetContainer</c>.</summary>
    public static readonly Field[] Container =
    [
        .. Common, Archived,
        new("properties.latestVersion", FieldKind.Text) { ReadOnly = true },
        new("properties.nextVersion", FieldKind.Text) { ReadOnly = true },
    ];

    /// <summary><c>AssetBase</c>.</summary>
    public static readonly Field[] Version =
    [
        .. Common, Archived, new("properties.isAnonymous", FieldKind.Flag) { CreateOnly = true, Default = "false" },
    ];

    public static Field Text(string name) => new("properties." + name, FieldKind.Text);

    public static Field Map(string name) => new("properties." + name, FieldKind.TextMap);

    /// <summary>A string that is set at creation only.</summary>
    public static Field Fixed(string name, bool required = false) => Text(name) with { CreateOnly = true, Required = required };

    public static Field OneOf(string name, string fallback, params string[] allowed) =>
        Text(name) with { CreateOnly = true, Default = $"\"{fallback}\"", Allowed = allowed };
}
