using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>The parameters that lists of containers and of blobs share.</summary>
internal sealed record ListPage(string Prefix, string? MarkerText, string Start, int Size, int? Asked, IReadOnlySet<string> Include)
{
    private const int Largest = 5000;

    // A sign in front makes a foreign marker recognisable.
    private const string Sign = "1!";

    public static ListPage Read(SimRequest request)
    {
        RequestTarget target = request.Target;
        int? asked = null;
        if (target["maxresults"] is { Length: > 0 } text)
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
                throw StorageException.InvalidQuery("maxresults", text, "It must be a whole number.");
            asked = number > 0
                ? number
                : throw new StorageException(
                    400, "OutOfRangeQueryParameterValue", "One of the query parameters specified in the request URI is outside the permissible range.",
                    ("QueryParameterName", "maxresults"), ("QueryParameterValue", text), ("MinimumAllowed", "1"), ("MaximumAllowed", Wire.Number(Largest)));
        }

        string? marker = target["marker"] is { Length: > 0 } given ? given : null;
        HashSet<string> include = new(
            target.All("include").SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            StringComparer.OrdinalIgnoreCase);
        return new ListPage(target["prefix"] ?? string.Empty, marker, marker is null ? string.Empty : Name(marker), Math.Min(asked ?? Largest, Largest), asked, include);
    }

    /// <summary>The marker that goes on at this name.</summary>
    public static string Marker(string name) => Sign + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));

    public bool Includes(string what) => Include.Contains(what);

    /// <summary>The parameters as the answer repeats them.</summary>
    public IEnumerable<XElement> Echo(string? delimiter = null)
    {
        if (Prefix.Length > 0)
            yield return new XElement("Prefix", StorageXml.Printable(Prefix));
        if (MarkerText is not null)
            yield return new XElement("Marker", MarkerText);
        if (Asked is { } asked)
            yield return new XElement("MaxResults", asked);
        if (delimiter is not null)
            yield return new XElement("Delimiter", delimiter);
    }

    private static string Name(string marker)
    {
        ReadOnlySpan<char> encoded = marker.StartsWith(Sign, StringComparison.Ordinal) ? marker.AsSpan(Sign.Length) : [];
        return encoded.Length > 0 && Base64Url.IsValid(encoded)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded))
            : throw StorageException.InvalidQuery("marker", marker, "It is not one that this service handed out.");
    }
}
