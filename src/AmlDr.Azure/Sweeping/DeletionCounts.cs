namespace AmlDr.Azure.Sweeping;

/// <summary>What became of the assets of one part of a list of missing ones.</summary>
/// <param name="Recorded">Those that are now recorded as deleted in the primary.</param>
/// <param name="Failed">Of those, the ones that could not be archived or deleted; a later sweep tries again.</param>
/// <param name="UnderWay">Of those, the ones that the service is still deleting.</param>
public sealed record DeletionCounts(int Recorded, int Failed, int UnderWay);
