namespace AmlDr.Sandbox.Arm.Schema;

/// <summary>The JSON type of a field.</summary>
internal enum FieldKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A string.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>An object whose values are strings.</summary>
    TextMap,

    /// <summary>An object.</summary>
    Structure,

    /// <summary>An array.</summary>
    List,
}
