using AmlDr.Core.Assets;
using AmlDr.Core.Kinds.Datastores;
using AmlDr.Core.Policies;
using AmlDr.Core.References;

namespace AmlDr.Core.Kinds;

/// <summary>Says whether an asset takes part in mirroring: the policy's filters, the rules of its kind, and what the policy does with its files.</summary>
public static class AssetJudge
{
    /// <summary>Judges an asset.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="document">Its document in the primary.</param>
    /// <param name="context">What else is known of it.</param>
    /// <returns>The verdict, with the reason when it does not take part.</returns>
    /// <exception cref="Failures.InvalidAssetException">The document lacks what every asset of the kind has.</exception>
    public static AssetVerdict Judge(IAssetKind kind, AssetDocument document, KindContext context)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Policy.Includes(context.Asset, document, context.IsReferenced))
        {
            return AssetVerdict.Skip("Excluded", "The policy's 'include' and 'exclude' leave it out.");
        }

        return kind.Judge(document, context) is { IsMirrored: false } verdict ? verdict : JudgeFiles(kind, document, context);
    }

    // An address does not name its datastore, so the policy's word on one does not reach it.
    private static AssetVerdict JudgeFiles(IAssetKind kind, AssetDocument document, KindContext context)
    {
        string? skipped = kind.FindContent(document)
            .Select(content => content.Reference switch
            {
                DatastorePathReference path => path.Datastore,
                JobOutputReference => SystemDatastores.Artifacts,
                _ => null,
            })
            .FirstOrDefault(datastore => datastore is not null && context.Policy.HandlingOf(datastore) == DataHandling.Skip);
        return skipped is null
            ? AssetVerdict.Mirror
            : AssetVerdict.Skip("DatastoreSkipped", $"Its files stand in the datastore '{skipped}', which the policy's 'datastores' leaves out.");
    }
}
