using System.Xml.Linq;
using AmlDr.Sandbox.Blobs;
using AmlDr.Sandbox.Blobs.Operations;
using AmlDr.Sandbox.Files.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>Operations on shares.</summary>
internal static class ShareOperations
{
    private const int QuotaInGigabytes = 5120;

    public static SimResponse List(FileCall call)
    {
        ListPage page = ListPage.Read(call.Request);
        lock (call.State.Gate)
        {
            (string Name, string? Snapshot, ShareState Share)[] rows =
            [
                .. call.State.Shares.Values
                    .Where(share => share.Name.StartsWith(page.Prefix, StringComparison.Ordinal))
                    .SelectMany(share => (page.Includes("snapshots") ? share.Snapshots.Keys.Select(stamp => (share.Name, (string?)stamp, share)) : [])
                        .Append((share.Name, null, share)))
                    .Where(row => string.CompareOrdinal(Key(row), page.Start) >= 0),
            ];
            string next = rows.Length > page.Size ? ListPage.Marker(Key(rows[page.Size])) : string.Empty;
            return SimResponse.Xml(200, StorageXml.Write(new XElement(
                "EnumerationResults",
                new XAttribute("ServiceEndpoint", $"{call.Request.BaseUrl}/{call.Account.Account.Name}{FileService.Suffix}/"),
                page.Echo(),
                new XElement("Shares", rows.Take(page.Size).Select(row => new XElement(
                    "Share",
                    new XElement("Name", row.Name),
                    row.Snapshot is null ? null : new XElement("Snapshot", row.Snapshot),
                    new XElement(
                        "Properties",
                        new XElement("Last-Modified", Wire.HttpDate(row.Share.ModifiedAt)),
                        new XElement("Etag", row.Share.ETag),
                        new XElement("Quota", QuotaInGigabytes))))),
                new XElement("NextMarker", next))));
        }
    }

    public static SimResponse Create(FileCall call)
    {
        lock (call.State.Gate)
        {
            if (call.State.Shares.ContainsKey(call.Share))
                throw new StorageException(409, "ShareAlreadyExists", "The specified share already exists.");
            call.Files.CreateShare(call.Account.Account.Name, call.Share);
            return Tagged(SimResponse.Empty(201, tookEffect: true), call.RequireShare());
        }
    }

    public static SimResponse Get(FileCall call)
    {
        lock (call.State.Gate)
        {
            call.Root();
            return Tagged(SimResponse.Empty(200), call.RequireShare()).With("x-ms-share-quota", Wire.Number(QuotaInGigabytes));
        }
    }

    public static SimResponse Delete(FileCall call)
    {
        lock (call.State.Gate)
        {
            ShareState share = call.RequireShare();
            if (call.Request.Target["sharesnapshot"] is { Length: > 0 } snapshot)
            {
                if (!share.Snapshots.Remove(snapshot))
                    throw new StorageException(404, "ShareSnapshotNotFound", "The specified share snapshot does not exist.");
                return SimResponse.Empty(202, tookEffect: true);
            }

            if (share.Snapshots.Count > 0 && call.Request.Header("x-ms-delete-snapshots") is null)
                throw new StorageException(409, "ShareHasSnapshots", "The share has snapshots and the operation requires no snapshots.");
            call.State.Shares.Remove(call.Share);
            return SimResponse.Empty(202, tookEffect: true);
        }
    }

    public static SimResponse Snapshot(FileCall call)
    {
        lock (call.State.Gate)
        {
            ShareState share = call.RequireShare();
            DateTimeOffset time = call.Now;
            // Two within one tick of the clock must not be one.
            while (share.Snapshots.ContainsKey(Wire.Instant(time)))
                time = time.AddTicks(1);
            share.Snapshots[Wire.Instant(time)] = share.Root.Freeze();
            return Tagged(SimResponse.Empty(201, tookEffect: true), share).With("x-ms-snapshot", Wire.Instant(time));
        }
    }

    private static string Key((string Name, string? Snapshot, ShareState Share) row) => row.Name + "\0" + (row.Snapshot ?? char.MaxValue.ToString());

    private static SimResponse Tagged(SimResponse response, ShareState share) =>
        response.With("ETag", share.ETag).With("Last-Modified", Wire.HttpDate(share.ModifiedAt));
}
