namespace AmlDr.Sandbox.Access;

/// <summary>A role assignment made ready for asking.</summary>
/// <param name="Principal">Object id of the principal.</param>
/// <param name="Scope">The scope, lower case, without a slash at the end.</param>
/// <param name="Permissions">What the role allows.</param>
internal sealed record RoleGrant(string Principal, string Scope, IReadOnlyList<RolePermission> Permissions)
{
    /// <summary>Whether it allows the action at the scope (lower case) or at one above it.</summary>
    public bool Allows(string action, string scope, bool isData) =>
        (Scope.Length == 0 || scope == Scope || (scope.StartsWith(Scope, StringComparison.Ordinal) && scope[Scope.Length] == '/'))
        && Permissions.Any(permission => permission.Allows(action, isData));
}
