namespace AmlDr.Sandbox.Blobs.State;

/// <summary>The states of a lease.</summary>
internal enum LeaseState
{
    Available,
    Leased,
    Expired,
    Breaking,
    Broken,
}
