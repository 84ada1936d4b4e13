using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AmlDr.Core.Failures;
using Azure;

namespace AmlDr.Azure.Files;

/// <summary>Reads the XML bodies of the file service.</summary>
internal static class FileXml
{
    public static (IReadOnlyList<FileItem> Items, string? NextMarker) ReadList(Response response)
    {
        XElement root = Read(response);

        // Without the element it is not known whether there are files; an empty listing has consequences.
        XElement entries = root.Element("Entries") ?? throw Broken("the element 'Entries' is missing");
        string? marker = root.Element("NextMarker")?.Value;
        return ([.. entries.Elements().Select(ReadItem)], string.IsNullOrEmpty(marker) ? null : marker);
    }

    private static FileItem ReadItem(XElement entry)
    {
        XElement name = entry.Element("Name") ?? throw Broken("an entry has no name");
        string text = name.Attribute("Encoded")?.Value == "true" ? Uri.UnescapeDataString(name.Value) : name.Value;
        XElement? properties = entry.Element("Properties");
        DateTimeOffset? written = DateTimeOffset.TryParse(
            properties?.Element("LastWriteTime")?.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
        return entry.Name.LocalName switch
        {
            "Directory" => new FileItem(text, true, 0, written),
            "File" => new FileItem(text, false, Length(properties, text), written),
            var other => throw Broken($"an entry is a '{other}'"),
        };
    }

    private static long Length(XElement? properties, string name) =>
        long.TryParse(properties?.Element("Content-Length")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : throw Broken($"'{name}' has no length");

    private static TransientException Broken(string why, Exception? cause = null) =>
        new($"The file service's answer cannot be read: {why}.", cause);

    private static XElement Read(Response response)
    {
        try
        {
            using Stream stream = response.Content.ToStream();
            using var text = new StreamReader(stream, Encoding.UTF8);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            XElement root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
            return root.Name.LocalName == "EnumerationResults" ? root : throw Broken($"it is '{root.Name.LocalName}'");
        }
        catch (XmlException exception)
        {
            throw Broken(exception.Message, exception);
        }
    }
}
