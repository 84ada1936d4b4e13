using System.Globalization;
using AmlDr.Sandbox.Blobs;

namespace AmlDr.Sandbox.Files.Operations;

/// <summary>The time of the last write that a request asks for: <c>now</c>, <c>preserve</c> or a time.</summary>
internal static class FileTimes
{
    private const string Header = "x-ms-file-last-write-time";

    /// <summary>Reads the header. Without it the time is now.</summary>
    public static DateTimeOffset Read(FileCall call, DateTimeOffset standing) => call.Request.Header(Header) switch
    {
        null or "" => call.Now,
        var word when word.Equals("now", StringComparison.OrdinalIgnoreCase) => call.Now,
        var word when word.Equals("preserve", StringComparison.OrdinalIgnoreCase) || word.Equals("source", StringComparison.OrdinalIgnoreCase) => standing,
        var text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw StorageException.InvalidHeader(Header, text),
    };
}
