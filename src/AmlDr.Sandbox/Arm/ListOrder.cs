namespace AmlDr.Sandbox.Arm;

/// <summary>The order of a list.</summary>
internal enum ListOrder
{
    CreatedAscending,
    CreatedDescending,
    ModifiedAscending,
    ModifiedDescending,
}
