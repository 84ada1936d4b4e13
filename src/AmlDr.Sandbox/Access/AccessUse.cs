namespace AmlDr.Sandbox.Access;

/// <summary>An action that calls have asked for.</summary>
/// <param name="Principal">Object id of the caller.</param>
/// <param name="Action">The action.</param>
/// <param name="IsDataAction">Whether it is an action on data.</param>
/// <param name="Scope">ARM id at which it was asked for first.</param>
/// <param name="Allowed">Whether it was let through, by a role or because roles were not enforced.</param>
public sealed record AccessUse(string Principal, string Action, bool IsDataAction, string Scope, bool Allowed);
