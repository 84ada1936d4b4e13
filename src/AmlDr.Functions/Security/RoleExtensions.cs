namespace AmlDr.Functions.Security;

/// <summary>The spelling of roles in tokens.</summary>
public static class RoleExtensions
{
    /// <summary>The value of the claim <c>roles</c> that stands for a role.</summary>
    /// <param name="role">The role.</param>
    /// <returns>Such as <c>DR.Reader</c>.</returns>
    public static string ClaimValue(this Role role) => $"DR.{role}";
}
