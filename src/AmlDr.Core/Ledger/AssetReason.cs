namespace AmlDr.Core.Ledger;

/// <summary>Why an asset is in its state.</summary>
/// <param name="Code">A stable word, such as <c>Curated</c> or <c>AccessDenied</c>.</param>
/// <param name="Message">The reason in sentences, with the remedy where there is one. Holds no secret.</param>
public sealed record AssetReason(string Code, string Message);
