using System.Globalization;

namespace AmlDr.Core.Audits;

/// <summary>
/// Compares the files of an asset by what listings tell. Files that the secondary alone has are no drift: the folder of an asset may hold others, and a
/// mirror never deletes a file.
/// </summary>
public static class FileComparison
{
    /// <summary>Lists why files do not match.</summary>
    /// <param name="sources">The primary's files.</param>
    /// <param name="targets">The secondary's, by path.</param>
    /// <returns>A reason per file, in the order of the files.</returns>
    public static IReadOnlyList<AuditReason> Compare(IEnumerable<AuditedFile> sources, IReadOnlyDictionary<string, AuditedFile> targets)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(targets);
        return [.. sources.Select(source => Judge(source, targets.GetValueOrDefault(source.Path))).OfType<AuditReason>()];
    }

    private static AuditReason? Judge(AuditedFile source, AuditedFile? target)
    {
        string length = Text(source.Length);
        if (target is null)
        {
            return new AuditReason(AuditCodes.FileMissing, $"The file '{source.Path}' of {length} bytes is missing.") { File = source.Path, Expected = length };
        }

        if (source.Length != target.Length)
        {
            string what = target.Length < source.Length ? "is truncated" : "is longer";
            return new AuditReason(AuditCodes.FileLength, $"The file '{source.Path}' {what}: it should have {length} bytes and has {Text(target.Length)}.")
            {
                File = source.Path, Expected = length, Actual = Text(target.Length),
            };
        }

        if (source.ContentMd5 is { } md5)
        {
            return md5 == target.ContentMd5 ? null : new AuditReason(
                AuditCodes.FileContent, $"The file '{source.Path}' has the same length and another content: its MD5 should be {md5} and is {target.ContentMd5 ?? "not there"}.")
            {
                File = source.Path, Expected = md5, Actual = target.ContentMd5,
            };
        }

        return target.SourceETag == source.ETag ? null : new AuditReason(
            AuditCodes.FileUnproven,
            $"Nothing shows that the file '{source.Path}' is what the primary has now: it has no MD5 there, and its ETag is {source.ETag} while the copy was made of {target.SourceETag ?? "an unknown one"}.")
        {
            File = source.Path, Expected = source.ETag, Actual = target.SourceETag,
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
