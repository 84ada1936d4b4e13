using System.Xml.Linq;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Operations on containers.</summary>
internal static class ContainerOperations
{
    public static SimResponse Create(BlobCall call)
    {
        call.Grant.RequireAccount("cw");
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        if (call.Request.Header("x-ms-blob-public-access") is { Length: > 0 })
            throw new StorageException(409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
        lock (call.Account.Gate)
        {
            if (call.Account.Find(call.Container) is not null)
                throw new StorageException(409, "ContainerAlreadyExists", "The specified container already exists.");
            ContainerState container = new(call.Container) { ETag = call.Context.NextETag(), LastModified = call.Now, Metadata = metadata };
            call.Account.Add(container);
            return Versioned(SimResponse.Empty(201, tookEffect: true), container);
        }
    }

    public static SimResponse Get(BlobCall call)
    {
        call.Grant.RequireAccount("r");
        lock (call.Account.Gate)
        {
            ContainerState container = call.Account.Require(call.Container);
            container.Lease.CheckRead(BlobHeaders.ReadLeaseId(call.Request), call.Now, "Container");
            SimResponse response = Versioned(SimResponse.Empty(200), container)
                .WithLease(container.Lease.View(call.Now))
                .With("x-ms-has-immutability-policy", "false")
                .With("x-ms-has-legal-hold", "false");
            foreach ((string name, string value) in container.Metadata)
                response.With("x-ms-meta-" + name, value);
            return response;
        }
    }

    public static SimResponse SetMetadata(BlobCall call)
    {
        call.Grant.RequireAccount("w");
        IReadOnlyDictionary<string, string> metadata = BlobHeaders.ReadMetadata(call.Request);
        lock (call.Account.Gate)
        {
            ContainerState container = call.Account.Require(call.Container);
            BlobConditions.OnTarget(call.Request).CheckWrite(container.ETag, container.LastModified);
            container.Lease.CheckRead(BlobHeaders.ReadLeaseId(call.Request), call.Now, "Container");
            container.Metadata = metadata;
            container.ETag = call.Context.NextETag();
            container.LastModified = call.Now;
            return Versioned(SimResponse.Empty(200, tookEffect: true), container);
        }
    }

    public static SimResponse Delete(BlobCall call)
    {
        call.Grant.RequireAccount("d");
        lock (call.Account.Gate)
        {
            ContainerState container = call.Account.Require(call.Container);
            BlobConditions.OnTarget(call.Request).CheckWrite(container.ETag, container.LastModified);
            container.Lease.CheckWrite(BlobHeaders.ReadLeaseId(call.Request), call.Now, "Container");
            call.Account.Remove(call.Container);
            return SimResponse.Empty(202, tookEffect: true);
        }
    }

    public static SimResponse List(BlobCall call)
    {
        call.Grant.RequireAccount("l");
        ListPage page = ListPage.Read(call.Request);
        bool withMetadata = page.Includes("metadata");
        lock (call.Account.Gate)
        {
            ContainerState[] found =
            [
                .. call.Account.Containers
                    .Where(container => container.Name.StartsWith(page.Prefix, StringComparison.Ordinal) && string.CompareOrdinal(container.Name, page.Start) >= 0)
                    .Take(page.Size + 1),
            ];
            XElement root = new(
                "EnumerationResults",
                new XAttribute("ServiceEndpoint", $"{call.Request.BaseUrl}/{call.Account.Account.Name}/"),
                page.Echo(),
                new XElement("Containers", found.Take(page.Size).Select(container => Element(container, withMetadata, call.Now))),
                new XElement("NextMarker", found.Length > page.Size ? ListPage.Marker(found[page.Size].Name) : string.Empty));
            return SimResponse.Xml(200, StorageXml.Write(root));
        }
    }

    private static XElement Element(ContainerState container, bool withMetadata, DateTimeOffset now) => new(
        "Container",
        new XElement("Name", container.Name),
        new XElement(
            "Properties",
            new XElement("Last-Modified", Wire.HttpDate(container.LastModified)),
            new XElement("Etag", container.ETag),
            StorageXml.Lease(container.Lease.View(now)),
            new XElement("HasImmutabilityPolicy", "false"),
            new XElement("HasLegalHold", "false")),
        withMetadata ? new XElement("Metadata", container.Metadata.Select(pair => new XElement(pair.Key, StorageXml.Printable(pair.Value)))) : null);

    private static SimResponse Versioned(SimResponse response, ContainerState container) =>
        response.With("ETag", container.ETag).With("Last-Modified", Wire.HttpDate(container.LastModified));
}
