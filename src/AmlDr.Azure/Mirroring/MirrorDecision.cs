namespace AmlDr.Azure.Mirroring;

/// <summary>What the comparison of an asset's two sides calls for.</summary>
public enum MirrorDecision
{
    /// <summary>The two are equal and the files are known to be there.</summary>
    Equal,

    /// <summary>The documents are equal, but nobody has verified the files yet.</summary>
    VerifyContent,

    /// <summary>The secondary does not hold the version.</summary>
    Create,

    /// <summary>The secondary holds the version with other changeable fields.</summary>
    Update,

    /// <summary>A registry that both regions have is to carry it, and does not hold it so yet, as far as is known.</summary>
    Publish,

    /// <summary>Something that it needs is not in the secondary yet, as far as is known.</summary>
    NeedsDependencies,

    /// <summary>The asset takes no part.</summary>
    Skip,

    /// <summary>It cannot be mirrored without a guess or an overwrite.</summary>
    Refuse,

    /// <summary>The primary does not hold the version (any more).</summary>
    SourceMissing,
}
