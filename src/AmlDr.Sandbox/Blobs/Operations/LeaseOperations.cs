using System.Globalization;
using AmlDr.Sandbox.Blobs.State;
using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Blobs.Operations;

/// <summary>Lease Blob and Lease Container.</summary>
internal static class LeaseOperations
{
    public static SimResponse LeaseBlob(BlobCall call)
    {
        lock (call.Account.Gate)
        {
            call.Grant.Require("w");
            BlobEntry? entry = call.Account.Require(call.Container).Find(call.Blob);
            if (entry?.Committed is not { } blob)
                throw StorageException.BlobNotFound();
            BlobConditions.OnTarget(call.Request).CheckWrite(blob);
            return Apply(call, entry.Lease).WithVersionOf(blob);
        }
    }

    public static SimResponse LeaseContainer(BlobCall call)
    {
        lock (call.Account.Gate)
        {
            call.Grant.RequireAccount("w");
            ContainerState container = call.Account.Require(call.Container);
            BlobConditions.OnTarget(call.Request).CheckWrite(container.ETag, container.LastModified);
            return Apply(call, container.Lease).With("ETag", container.ETag).With("Last-Modified", Wire.HttpDate(container.LastModified));
        }
    }

    private static SimResponse Apply(BlobCall call, Lease lease)
    {
        DateTimeOffset now = call.Now;
        string action = call.Request.Header("x-ms-lease-action")?.ToLowerInvariant() ?? throw StorageException.MissingHeader("x-ms-lease-action");
        switch (action)
        {
            case "acquire":
                lease.Acquire(BlobHeaders.ReadLeaseId(call.Request, "x-ms-proposed-lease-id"), ReadDuration(call.Request), now);
                return SimResponse.Empty(201, tookEffect: true).With("x-ms-lease-id", lease.Id);
            case "renew":
                lease.Renew(RequireId(call, "x-ms-lease-id"), now);
                return SimResponse.Empty(200, tookEffect: true).With("x-ms-lease-id", lease.Id);
            case "change":
                lease.Change(RequireId(call, "x-ms-lease-id"), RequireId(call, "x-ms-proposed-lease-id"), now);
                return SimResponse.Empty(200, tookEffect: true).With("x-ms-lease-id", lease.Id);
            case "release":
                lease.Release(RequireId(call, "x-ms-lease-id"));
                return SimResponse.Empty(200, tookEffect: true);
            case "break":
                TimeSpan left = lease.Break(ReadBreakPeriod(call.Request), now);
                return SimResponse.Empty(202, tookEffect: true).With("x-ms-lease-time", Wire.Number((long)Math.Ceiling(left.TotalSeconds)));
            default:
                throw StorageException.InvalidHeader("x-ms-lease-action", action);
        }
    }

    private static string RequireId(BlobCall call, string name) => BlobHeaders.ReadLeaseId(call.Request, name) ?? throw StorageException.MissingHeader(name);

    /// <summary>15 to 60 seconds, or -1 for no end (null).</summary>
    private static TimeSpan? ReadDuration(SimRequest request)
    {
        string text = request.Header("x-ms-lease-duration") ?? throw StorageException.MissingHeader("x-ms-lease-duration");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds) && seconds is -1 or (>= 15 and <= 60)
            ? seconds == -1 ? null : TimeSpan.FromSeconds(seconds)
            : throw StorageException.InvalidHeader("x-ms-lease-duration", text);
    }

    private static TimeSpan? ReadBreakPeriod(SimRequest request)
    {
        if (request.Header("x-ms-lease-break-period") is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= 60
            ? TimeSpan.FromSeconds(seconds)
            : throw StorageException.InvalidHeader("x-ms-lease-break-period", text);
    }
}
