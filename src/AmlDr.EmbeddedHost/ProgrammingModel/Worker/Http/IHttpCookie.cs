namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie.</summary>
public interface IHttpCookie
{
    /// <summary>The domain.</summary>
    string? Domain { get; }

    /// <summary>When it expires.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>Whether scripts cannot read it.</summary>
    bool? HttpOnly { get; }

    /// <summary>How long it lives, in seconds.</summary>
    double? MaxAge { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The path.</summary>
    string? Path { get; }

    /// <summary>Whether it goes along with requests from other sites.</summary>
    SameSite SameSite { get; }

    /// <summary>Whether it goes over https only.</summary>
    bool? Secure { get; }

    /// <summary>Its value.</summary>
    string Value { get; }
}
