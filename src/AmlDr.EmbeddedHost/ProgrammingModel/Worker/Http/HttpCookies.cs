using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The cookies of an answer.</summary>
public abstract class HttpCookies
{
    /// <summary>Creates the collection.</summary>
    protected HttpCookies()
    {
    }

    /// <summary>Adds a cookie.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public abstract void Append(string name, string value);

    /// <summary>Adds a cookie.</summary>
    /// <param name="cookie">The cookie.</param>
    public abstract void Append(IHttpCookie cookie);

    /// <summary>Makes a cookie, without adding it.</summary>
    /// <returns>The cookie.</returns>
    [SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "The programming model names it so.")]
    public abstract IHttpCookie CreateNew();
}
