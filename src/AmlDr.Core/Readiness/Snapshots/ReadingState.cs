namespace AmlDr.Core.Readiness.Snapshots;

/// <summary>What became of an attempt to read something.</summary>
public enum ReadingState
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>It does not exist (404).</summary>
    Missing,

    /// <summary>The app may not read it (401, 403).</summary>
    Denied,

    /// <summary>It could not be read: throttled, no answer, an answer that makes no sense.</summary>
    Failed,

    /// <summary>Nobody tried, because what would have named it was not read either.</summary>
    NotAsked,
}
