namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Whether a cookie goes along with requests from other sites.</summary>
public enum SameSite
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>With top-level navigations.</summary>
    Lax = 1,

    /// <summary>Never.</summary>
    Strict = 2,

    /// <summary>Always, and said so.</summary>
    ExplicitNone = 3,
}
