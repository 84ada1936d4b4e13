namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie.</summary>
public interface IHttpCookie
{
    /// <summary>The domain.</summary>
    public string? Domain { get; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>Whether scripts cannot read it.</summary>
    public bool? HttpOnly { get; }

    /// <summary>How long it lives, in seconds.</summary>
    public double? MaxAge { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The path.</summary>
    public string? Path { get; }

    /// <summary>Whether it goes along with requests from other sites.</summary>
    public SameSite SameSite { get; }

    /// <summary>Whether it goes over https only.</summary>
    public bool? Secure { get; }

    /// <summary>Its value.</summary>
    public string Value { get; }
}
