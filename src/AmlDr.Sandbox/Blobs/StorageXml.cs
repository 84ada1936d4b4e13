using System.Text;
using System.Xml;
using System.Xml.Linq;
using AmlDr.Sandbox.Blobs.State;

namespace AmlDr.Sandbox.Blobs;

/// <summary>XML as the blob service writes and reads it.</summary>
internal static class StorageXml
{
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    // Nothing is indented: white space inside would become part of text values.
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize };

    public static byte[] Write(XElement root)
    {
        using MemoryStream stream = new();
        using (XmlWriter writer = XmlWriter.Create(stream, Writing))
            root.WriteTo(writer);
        return stream.ToArray();
    }

    public static XElement Read(byte[] bytes, string rootName)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(bytes), Reading);
            XElement root = XElement.Load(reader);
            return root.Name.LocalName == rootName ? root : throw StorageException.InvalidXml($"The root element must be '{rootName}'.");
        }
        catch (XmlException exception)
        {
            throw StorageException.InvalidXml(exception.Message);
        }
    }

    /// <summary>A <c>Name</c> element. What XML cannot hold is percent-encoded and marked so.</summary>
    public static XElement Name(string name) => IsPrintable(name)
        ? new XElement("Name", name)
        : new XElement("Name", new XAttribute("Encoded", "true"), Uri.EscapeDataString(name));

    /// <summary>A lease among the properties of a listed container or blob.</summary>
    public static IEnumerable<XElement> Lease(LeaseView lease)
    {
        yield return new XElement("LeaseStatus", lease.Status);
        yield return new XElement("LeaseState", lease.State);
        if (lease.Duration is not null)
            yield return new XElement("LeaseDuration", lease.Duration);
    }

    public static string Printable(string text) => IsPrintable(text) ? text : Uri.EscapeDataString(text);

    private static bool IsPrintable(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 >= text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                return false;
            i++;
        }

        return true;
    }
}
