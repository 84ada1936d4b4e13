using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AmlDr.Core.Failures;
using Azure;

namespace AmlDr.Azure.Blobs;

/// <summary>Reads and writes the XML bodies of the blob service.</summary>
internal static class BlobXml
{
    public static BlobPage ReadList(Response response)
    {
        XElement root = Read(response);
        string? marker = root.Element("NextMarker")?.Value;
        IEnumerable<BlobItem> items = root.Element("Blobs")?.Elements("Blob").Select(ReadItem) ?? [];
        return new BlobPage([.. items], string.IsNullOrEmpty(marker) ? null : marker);
    }

    public static IReadOnlyDictionary<string, long> ReadUncommittedBlocks(Response response) =>
        (Read(response).Element("UncommittedBlocks")?.Elements("Block") ?? []).ToDictionary(
            block => block.Element("Name")!.Value,
            block => long.Parse(block.Element("Size")!.Value, CultureInfo.InvariantCulture),
            StringComparer.Ordinal);

    public static BinaryData WriteBlockList(IEnumerable<string> blockIds)
    {
        var document = new XDocument(new XElement("BlockList", blockIds.Select(id => new XElement("Latest", id))));
        return BinaryData.FromString($"""<?xml version="1.0" encoding="utf-8"?>{document.ToString(SaveOptions.DisableFormatting)}""");
    }

    public static BinaryData WriteKeyInfo(DateTimeOffset start, DateTimeOffset expiry)
    {
        var document = new XDocument(new XElement("KeyInfo", new XElement("Start", Time(start)), new XElement("Expiry", Time(expiry))));
        return BinaryData.FromString($"""<?xml version="1.0" encoding="utf-8"?>{document.ToString(SaveOptions.DisableFormatting)}""");
    }

    public static UserDelegationKey ReadUserDelegationKey(Response response)
    {
        XElement root = Read(response);
        return new UserDelegationKey(
            Text("SignedOid"), Text("SignedTid"), Text("SignedStart"), Text("SignedExpiry"), Text("SignedService"), Text("SignedVersion"),
            Text("Value"));

        string Text(string name) =>
            root.Element(name)?.Value ?? throw new InvalidAssetException($"The user delegation key has no '{name}'.");
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static BlobItem ReadItem(XElement blob)
    {
        XElement name = blob.Element("Name")!;
        XElement? properties = blob.Element("Properties");
        string? Property(string key) => properties?.Element(key)?.Value is { Length: > 0 } value ? value : null;

        // Listings spell the ETag without the quotes that the header has.
        string etag = Property("Etag") ?? "";
        return new BlobItem(
            (bool?)name.Attribute("Encoded") == true ? Uri.UnescapeDataString(name.Value) : name.Value,
            long.Parse(Property("Content-Length") ?? "0", CultureInfo.InvariantCulture),
            etag.StartsWith('"') ? etag : $"\"{etag}\"",
            Property("Content-MD5"),
            new BlobHttpHeaders(
                Property("Content-Type"), Property("Content-Encoding"), Property("Content-Language"), Property("Content-Disposition"),
                Property("Cache-Control")),
            (blob.Element("Metadata")?.Elements() ?? []).ToDictionary(
                item => item.Name.LocalName, item => item.Value, StringComparer.OrdinalIgnoreCase));
    }

    private static XElement Read(Response response)
    {
        try
        {
            // The service starts its XML with a byte order mark, which a reader on the stream takes care of.
            using Stream stream = response.Content.ToStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
        }
        catch (XmlException exception)
        {
            throw new TransientException($"The blob service's answer is not whole: {exception.Message}", exception);
        }
    }
}
