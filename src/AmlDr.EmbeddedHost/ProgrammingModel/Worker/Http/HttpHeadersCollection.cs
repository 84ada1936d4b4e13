using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>HTTP headers.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The programming model names it so.")]
public class HttpHeadersCollection : HttpHeaders
{
    /// <summary>No headers.</summary>
    public HttpHeadersCollection()
    {
    }

    /// <summary>Headers with several values each.</summary>
    /// <param name="headers">The headers.</param>
    public HttpHeadersCollection(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach ((string name, IEnumerable<string> values) in headers)
        {
            TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Headers with one value each.</summary>
    /// <param name="headers">The headers.</param>
    public HttpHeadersCollection(IEnumerable<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach ((string name, string value) in headers)
        {
            TryAddWithoutValidation(name, value);
        }
    }
}
