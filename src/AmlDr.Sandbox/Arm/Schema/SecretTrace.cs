namespace AmlDr.Sandbox.Arm.Schema;

/// <summary>What a document shows where a secret was written.</summary>
internal enum SecretTrace
{
    /// <summary>The field is no secret.</summary>
    None,

    /// <summary>An object with its <c>secretsType</c> alone.</summary>
    Shell,

    /// <summary>JSON null, also when none was ever written.</summary>
    Null,

    /// <summary>Nothing.</summary>
    Absent,
}
