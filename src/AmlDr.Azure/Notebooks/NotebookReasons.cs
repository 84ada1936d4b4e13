using AmlDr.Core.Ledger;

namespace AmlDr.Azure.Notebooks;

/// <summary>Why a pass over the notebooks did nothing.</summary>
public static class NotebookReasons
{
    /// <summary>The code for a pass that had nothing to do.</summary>
    public const string NothingToDo = "NotebooksNotCopied";

    /// <summary>The code for files that were not copied.</summary>
    public const string Files = "NotebookFiles";

    /// <summary>The policy wants none copied, or both workspaces use one share.</summary>
    public static AssetReason NotCopied { get; } = new(
        NothingToDo, "The policy's 'notebooks' is false, or both workspaces keep their notebooks in one share: nothing is copied.");
}
