namespace AmlDr.Sandbox.Identity;

/// <summary>Why a bearer token was not accepted.</summary>
internal enum TokenProblem
{
    None,
    Malformed,
    Expired,
    WrongAudience,
}
