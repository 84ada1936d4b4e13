namespace AmlDr.Functions.Security;

/// <summary>What a caller may do. As an app role of Microsoft Entra ID, in the claim <c>roles</c>: <c>DR.Reader</c> and so on.</summary>
public enum Role
{
    /// <summary>See everything, change nothing.</summary>
    Reader,

    /// <summary>See everything; start and steer operations.</summary>
    Operator,

    /// <summary>See everything; approve and reject operations that somebody else asked for.</summary>
    Approver,
}
