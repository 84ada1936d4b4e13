using System.Xml.Linq;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Operations;
using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>Operations on directories.</summary>
internal static class DirectoryOperations
{
    public static SimResponse Create(FileCall call)
    {
        call.RefuseSnapshot();
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        lock (call.State.Gate)
        {
            FileEntry parent = call.RequireParent();
            if (parent.Find(call.Path[^1]) is { } existing)
                throw AlreadyExists(existing);
            FileEntry directory = FileEntry.Directory(call.Path[^1], call.Context.NextETag(), call.Now);
            directory.Metadata = metadata;
            parent.Add(directory);
            return SimResponse.Empty(201, tookEffect: true).WithFileTimes(directory).With("x-ms-request-server-encrypted", "true");
        }
    }

    public static SimResponse Get(FileCall call)
    {
        lock (call.State.Gate)
        {
            FileEntry directory = call.RequireDirectory();
            return SimResponse.Empty(200).WithFileTimes(directory).WithFileMetadata(directory).With("x-ms-server-encrypted", "true");
        }
    }

    public static SimResponse Delete(FileCall call)
    {
        call.RefuseSnapshot();
        lock (call.State.Gate)
        {
            FileEntry directory = call.RequireDirectory();
            if (directory.Children.Count > 0)
                throw new StorageException(409, "DirectoryNotEmpty", "The specified directory is not empty.");
            call.RequireParent().Remove(directory.Name);
            return SimResponse.Empty(202, tookEffect: true);
        }
    }

    public static SimResponse List(FileCall call)
    {
        ListPage page = ListPage.Read(call.Request);
        lock (call.State.Gate)
        {
            FileEntry directory = call.RequireDirectory();
            FileEntry[] rows =
            [
                .. directory.Children.Where(entry => entry.Name.StartsWith(page.Prefix, StringComparison.OrdinalIgnoreCase)
                    && string.Compare(entry.Name, page.Start, StringComparison.OrdinalIgnoreCase) >= 0),
            ];
            string next = rows.Length > page.Size ? ListPage.Marker(rows[page.Size].Name) : string.Empty;
            return SimResponse.Xml(200, StorageXml.Write(new XElement(
                "EnumerationResults",
                new XAttribute("ServiceEndpoint", $"{call.Request.BaseUrl}/{call.Account.Account.Name}{FileService.Suffix}/"),
                new XAttribute("ShareName", call.Share),
                call.Request.Target["sharesnapshot"] is { Length: > 0 } snapshot ? new XAttribute("ShareSnapshot", snapshot) : null,
                new XAttribute("DirectoryPath", string.Join('/', call.Path)),
                page.Prefix.Length == 0 ? new XElement("Prefix") : null,
                page.Echo(),
                new XElement("Entries", rows.Take(page.Size).OrderBy(entry => !entry.IsDirectory).Select(entry => Row(entry, page))),
                new XElement("NextMarker", next))));
        }
    }

    public static StorageException AlreadyExists(FileEntry existing) => existing.IsDirectory
        ? new StorageException(409, "ResourceAlreadyExists", "The specified resource already exists.")
        : new StorageException(409, "ResourceTypeMismatch", "The specified resource type does not match the type of the existing resource.");

    private static XElement Row(FileEntry entry, ListPage page)
    {
        XElement properties = new("Properties", entry.IsDirectory ? null : new XElement("Content-Length", entry.Content.Length));
        if (page.Includes("timestamps"))
        {
            properties.Add(
                new XElement("CreationTime", Wire.Instant(entry.CreatedAt)),
                new XElement("LastWriteTime", Wire.Instant(entry.ModifiedAt)),
                new XElement("ChangeTime", Wire.Instant(entry.ModifiedAt)),
                new XElement("Last-Modified", Wire.HttpDate(entry.ModifiedAt)));
        }

        if (page.Includes("etag"))
            properties.Add(new XElement("Etag", entry.ETag));
        return new XElement(entry.IsDirectory ? "Directory" : "File", StorageXml.Name(entry.Name), properties.IsEmpty ? null : properties);
    }
}
