using System.Xml.Linq;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Lists a container's blobs, flat or by levels.</summary>
internal static class ListOperations
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "metadata", "uncommittedblobs", "copy", "snapshots", "deleted", "versions", "tags", "permissions", "immutabilitypolicy", "legalhold", "deletedwithversions",
    };

    public static SimResponse List(BlobCall call)
    {
        call.Grant.RequireList();
        ListPage page = ListPage.Read(call.Request);
        string? delimiter = call.Request.Target["delimiter"] is { Length: > 0 } given ? given : null;
        if (page.Include.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw StorageException.InvalidQuery("include", unknown, "It is not a dataset that can be included.");
        lock (call.Account.Gate)
        {
            ContainerState container = call.Account.Require(call.Container);
            List<XElement> found = [];
            string? next = Collect(container, page, delimiter, found, call.Now);
            XElement root = new(
                "EnumerationResults",
                new XAttribute("ServiceEndpoint", $"{call.Request.BaseUrl}/{call.Account.Account.Name}/"),
                new XAttribute("ContainerName", call.Container),
                page.Echo(delimiter),
                new XElement("Blobs", found),
                new XElement("NextMarker", next is null ? string.Empty : ListPage.Marker(next)));
            return SimResponse.Xml(200, StorageXml.Write(root));
        }
    }

    /// <summary>Fills a page and returns the name that the next one starts at, null at the end.</summary>
    private static string? Collect(ContainerState container, ListPage page, string? delimiter, List<XElement> found, DateTimeOffset now)
    {
        bool withUncommitted = page.Includes("uncommittedblobs");
        string start = string.CompareOrdinal(page.Start, page.Prefix) > 0 ? page.Start : page.Prefix;
        while (true)
        {
            string? skipTo = null;
            foreach (BlobEntry entry in container.From(start))
            {
                if (!entry.Name.StartsWith(page.Prefix, StringComparison.Ordinal))
                    return null;
                if (entry.Committed is null && !(withUncommitted && entry.Uncommitted.Count > 0))
                    continue;
                if (found.Count == page.Size)
                    return entry.Name;
                int cut = delimiter is null ? -1 : entry.Name.IndexOf(delimiter, page.Prefix.Length, StringComparison.Ordinal);
                if (cut < 0)
                {
                    found.Add(Element(entry, page, now));
                    continue;
                }

                string level = entry.Name[..(cut + delimiter!.Length)];
                found.Add(new XElement("BlobPrefix", StorageXml.Name(level)));
                // Whatever lies below the level is left out in one step.
                skipTo = level + char.MaxValue;
                break;
            }

            if (skipTo is null)
                return null;
            start = skipTo;
        }
    }

    private static XElement Element(BlobEntry entry, ListPage page, DateTimeOffset now)
    {
        if (entry.Committed is not { } blob)
        {
            return new XElement(
                "Blob",
                StorageXml.Name(entry.Name),
                new XElement(
                    "Properties",
                    new XElement("Last-Modified", Wire.HttpDate(entry.FirstBlockAt)),
                    new XElement("Etag", "0x0"),
                    new XElement("Content-Length", 0),
                    new XElement("BlobType", StoredBlob.BlockBlob),
                    new XElement("LeaseStatus", "unlocked"),
                    new XElement("LeaseState", "available"),
                    new XElement("ServerEncrypted", "true")));
        }

        BlobProperties properties = blob.Properties;
        XElement element = new(
            "Properties",
            new XElement("Creation-Time", Wire.HttpDate(blob.CreatedAt)),
            new XElement("Last-Modified", Wire.HttpDate(blob.LastModified)),
            // Lists show the ETag without quotes.
            new XElement("Etag", blob.ETag.Trim('"')),
            new XElement("Content-Length", blob.Content.Length),
            new XElement("Content-Type", properties.ContentType),
            new XElement("Content-Encoding", properties.ContentEncoding),
            new XElement("Content-Language", properties.ContentLanguage),
            new XElement("Content-MD5", properties.ContentMd5 is null ? null : Convert.ToBase64String(properties.ContentMd5)),
            new XElement("Cache-Control", properties.CacheControl),
            new XElement("Content-Disposition", properties.ContentDisposition),
            new XElement("BlobType", blob.Type),
            new XElement("AccessTier", blob.AccessTier),
            blob.AccessTierInferred ? new XElement("AccessTierInferred", "true") : null,
            StorageXml.Lease(entry.Lease.View(now)),
            page.Includes("copy") && blob.Copy is { } copy ? Copy(copy) : null,
            new XElement("ServerEncrypted", "true"));
        return new XElement(
            "Blob",
            StorageXml.Name(entry.Name),
            element,
            page.Includes("metadata") ? new XElement("Metadata", blob.Metadata.Select(pair => new XElement(pair.Key, StorageXml.Printable(pair.Value)))) : null);
    }

    private static IEnumerable<XElement?> Copy(CopyState copy) =>
    [
        new("CopyId", copy.Id),
        new("CopyStatus", copy.Status),
        new("CopySource", copy.Source),
        new("CopyProgress", $"{Wire.Number(copy.Copied)}/{Wire.Number(copy.Total)}"),
        copy.CompletedAt is { } completed ? new XElement("CopyCompletionTime", Wire.HttpDate(completed)) : null,
        copy.Description is null ? null : new XElement("CopyStatusDescription", copy.Description),
    ];
}
