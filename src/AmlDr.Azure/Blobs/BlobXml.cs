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
        XElement root = Read(response, "EnumerationResults");

        // Without the element it is not known whether there are blobs; an empty listing has consequences.
        XElement blobs = root.Element("Blobs") ?? throw Broken("the element 'Blobs' is missing");
        string? marker = root.Element("NextMarker")?.Value;
        return new BlobPage([.. blobs.Elements("Blob").Select(ReadItem)], string.IsNullOrEmpty(marker) ? null : marker);
    }

    public static IReadOnlyDictionary<string, long> ReadUncommittedBlocks(Response response)
    {
        var blocks = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (XElement block in Read(response, "BlockList").Element("UncommittedBlocks")?.Elements("Block") ?? [])
        {
            blocks[Text(block, "Name")] = Number(block, "Size");
        }

        return blocks;
    }

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
        XElement root = Read(response, "UserDelegationKey");
        return new UserDelegationKey(
            Text(root, "SignedOid"), Text(root, "SignedTid"), Text(root, "SignedStart"), Text(root, "SignedExpiry"), Text(root, "SignedService"),
            Text(root, "SignedVersion"), Text(root, "Value"));
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static BlobItem ReadItem(XElement blob)
    {
        string name = Text(blob, "Name");
        XElement properties = blob.Element("Properties") ?? throw Broken($"'{name}' has no properties");
        string? Property(string key) => properties.Element(key)?.Value is { Length: > 0 } value ? value : null;

        // Listings spell the ETag without the quotes that the header has.
        string etag = Text(properties, "Etag");
        return new BlobItem(
            blob.Element("Name")!.Attribute("Encoded")?.Value == "true" ? Uri.UnescapeDataString(name) : name,
            Number(properties, "Content-Length"),
            etag.StartsWith('"') ? etag : $"\"{etag}\"",
            Property("Content-MD5"),
            new BlobHttpHeaders(
                Property("Content-Type"), Property("Content-Encoding"), Property("Content-Language"), Property("Content-Disposition"),
                Property("Cache-Control")),
            ReadMetadata(blob));
    }

    private static Dictionary<string, string> ReadMetadata(XElement blob)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (XElement item in blob.Element("Metadata")?.Elements() ?? [])
        {
            // Not metadata but a note that there is some whose name is older than today's rules; it can be neither read nor written here.
            // Source: "List Blobs", response body.
            if (item.Name.LocalName != "x-ms-invalid-name")
            {
                metadata[item.Name.LocalName] = item.Value;
            }
        }

        return metadata;
    }

    private static string Text(XElement parent, string name) =>
        parent.Element(name)?.Value is { Length: > 0 } text ? text : throw Broken($"the element '{name}' is missing");

    private static long Number(XElement parent, string name) =>
        long.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Broken($"the element '{name}' is no number");

    private static TransientException Broken(string why, Exception? cause = null) =>
        new($"The blob service's answer cannot be read: {why}.", cause);

    private static XElement Read(Response response, string rootName)
    {
        try
        {
            // The service starts its XML with a byte order mark, which a reader on the stream takes care of.
            using Stream stream = response.Content.ToStream();
            using var text = new StreamReader(stream, Encoding.UTF8);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            XElement root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
            return root.Name.LocalName == rootName ? root : throw Broken($"it is '{root.Name.LocalName}' and not '{rootName}'");
        }
        catch (XmlException exception)
        {
            throw Broken(exception.Message, exception);
        }
    }
}
