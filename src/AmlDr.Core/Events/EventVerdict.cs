namespace AmlDr.Core.Events;

/// <summary>What to do with an event.</summary>
public enum EventVerdict
{
    /// <summary>It names an asset to look at.</summary>
    AssetChanged,

    /// <summary>It is sound and of no concern: another type, another resource.</summary>
    NotOfConcern,

    /// <summary>It names a workspace and an asset whose name or version cannot be one.</summary>
    BadName,

    /// <summary>It cannot be read. Delivering it again would not help.</summary>
    Malformed,
}
