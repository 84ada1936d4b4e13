namespace AmlDr.Azure.Options;

/// <summary>How the destination account is let in to read the source of a copy.</summary>
public enum SourceAuthorizationMode
{
    /// <summary>With this app's own token (<c>x-ms-copy-source-authorization</c>). Needs one tenant.</summary>
    Bearer,

    /// <summary>With a user delegation SAS in the source's address. Works when shared keys are off.</summary>
    UserDelegationSas,
}
