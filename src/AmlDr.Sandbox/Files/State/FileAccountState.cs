namespace AmlDr.Sandbox.Files.State;

/// <summary>A storage account's file service. <see cref="Gate"/> guards everything below it.</summary>
internal sealed class FileAccountState
{
    public Lock Gate { get; } = new();

    public SortedDictionary<string, ShareState> Shares { get; } = new(StringComparer.Ordinal);
}
