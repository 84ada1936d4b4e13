using AmlDr.Core.Audits;

namespace AmlDr.Azure.Audits;

/// <summary>How the files of an asset compare.</summary>
/// <param name="Item">The asset.</param>
/// <param name="Found">How the asset compares, its documents included.</param>
/// <param name="FileReasons">Why its files do not match.</param>
/// <param name="Files">Its files.</param>
internal sealed record FileVerdict(ContentItem Item, AuditClass Found, IReadOnlyList<AuditReason> FileReasons, IReadOnlyList<ListedFile> Files)
{
    /// <summary>The files whose bytes were read.</summary>
    public long FilesRead { get; init; }

    /// <summary>The bytes that were read on both sides.</summary>
    public long BytesRead { get; init; }

    /// <summary>True when bytes differ although the listings agree.</summary>
    public bool DistrustsContent { get; init; }

    /// <summary>Makes the verdict of an asset whose files could be listed.</summary>
    public static FileVerdict Of(ContentItem item, IReadOnlyList<AuditReason> fileReasons, IReadOnlyList<ListedFile> files) =>
        new(item, item.Reasons.Count + fileReasons.Count == 0 ? AuditClass.Match : AuditClass.Differs, fileReasons, files);

    /// <summary>Adds reasons that the bytes gave.</summary>
    public FileVerdict With(IReadOnlyList<AuditReason> reasons) => this with { Found = AuditClass.Differs, FileReasons = [.. FileReasons, .. reasons] };

    /// <summary>The finding; null for an asset that matches.</summary>
    public AuditItem? ToItem() => Found == AuditClass.Match ? null : new AuditItem(
        AuditFinding.Of(Item.Asset, Found, [.. Item.Reasons, .. FileReasons], Item.IsRepairable && Found == AuditClass.Differs), Item.Fingerprint, Item.IsReferenced)
    {
        DistrustsContent = DistrustsContent,
    };

    /// <summary>Counts it.</summary>
    public AuditKind AddTo(AuditKind counts) => counts.Add(Found) with
    {
        Contents = counts.Contents + 1,
        Files = counts.Files + Files.Count,
        FilesRead = counts.FilesRead + FilesRead,
        BytesRead = counts.BytesRead + BytesRead,
    };
}
