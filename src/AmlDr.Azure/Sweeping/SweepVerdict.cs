namespace AmlDr.Azure.Sweeping;

/// <summary>How an asset compares.</summary>
internal enum SweepVerdict
{
    /// <summary>It needs a closer look.</summary>
    Differs,

    /// <summary>The ledger knows it as it is, and so does the secondary where it should.</summary>
    Settled,

    /// <summary>It failed before, has not changed since, and its next attempt is not due.</summary>
    Deferred,

    /// <summary>The ledger knows it as it is; the secondary's document decides.</summary>
    Expected,
}
