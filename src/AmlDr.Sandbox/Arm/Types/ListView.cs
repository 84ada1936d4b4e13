namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What the query parameter <c>listViewType</c> of a list hides by default.</summary>
internal enum ListView
{
    /// <summary>The list has no such parameter.</summary>
    None,

    /// <summary><c>ActiveOnly</c> (default), <c>ArchivedOnly</c>, <c>All</c>.</summary>
    Archived,

    /// <summary><c>EnabledOnly</c> (default), <c>DisabledOnly</c>, <c>All</c>.</summary>
    Enabled,
}
