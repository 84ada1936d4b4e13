namespace AmlDr.Core.Notebooks;

/// <summary>A file or directory of the notebooks' share that could not be copied.</summary>
/// <param name="Path">The path below the share.</param>
/// <param name="Code">The class of the failure.</param>
/// <param name="Message">What went wrong, in sentences.</param>
public sealed record NotebookFailure(string Path, string Code, string Message);
