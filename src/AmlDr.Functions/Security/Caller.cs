namespace AmlDr.Functions.Security;

/// <summary>Who sent a request.</summary>
/// <param name="Id">The object identifier of the user or the service principal in its tenant; <see cref="KeyHolderId"/> when only a key was asked for.</param>
/// <param name="Name">How people call the caller. For display: it proves nothing.</param>
/// <param name="Roles">The roles that the caller has.</param>
public sealed record Caller(string Id, string Name, IReadOnlySet<Role> Roles)
{
    /// <summary>The identifier of everybody who has a key, where nothing but a key is asked for.</summary>
    public const string KeyHolderId = "function-key";

    /// <summary>Whoever has a key: nobody in particular, who may do everything.</summary>
    public static Caller KeyHolder { get; } = new(KeyHolderId, "a holder of a function key", new HashSet<Role>(Enum.GetValues<Role>()));

    /// <summary>Whether a token proves who the caller is.</summary>
    public bool IsKnown => Id != KeyHolderId;

    /// <summary>Whether the caller has a role. Every role may read.</summary>
    /// <param name="role">The role.</param>
    /// <returns>True when the caller has it.</returns>
    public bool Has(Role role) => Roles.Contains(role) || (role == Role.Reader && Roles.Count > 0);

    /// <summary>
    /// Whether it is proven that the caller is somebody else than the caller of an earlier request. It is not when either was known by a key alone.
    /// </summary>
    /// <param name="id">The <see cref="Id"/> that was recorded with the earlier request.</param>
    /// <returns>True when it is proven.</returns>
    public bool IsProvenOtherThan(string id) =>
        IsKnown && id != KeyHolderId && !string.Equals(Id, id, StringComparison.OrdinalIgnoreCase);
}
