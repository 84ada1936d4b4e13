namespace AmlDr.Azure.Options;

/// <summary>What the app may do to bring back what was deleted.</summary>
public sealed class RecoveryOptions
{
    /// <summary>
    /// Whether <c>POST …/deleted-workspaces/{name}/recover</c> may create a soft-deleted workspace of a pair again. That this recovers its data is
    /// unconfirmed: no published operation recovers a workspace (<c>facts/aml-rest.md</c> 2.1). Defaults to false.
    /// </summary>
    public bool AllowWorkspaceRecovery { get; init; }
}
