namespace AmlDr.Core.Tests;

/// <summary>The published specifications, where they are at hand: in the folder that <c>AMLDR_FACTS</c> names, else in <c>../shared/facts</c> next to the repository.</summary>
internal static class Facts
{
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AmlDrFunctions.sln")))
        {
            folder = folder.Parent;
        }

        string[] candidates =
            [Environment.GetEnvironmentVariable("AMLDR_FACTS") ?? "", folder is null ? "" : Path.Combine(folder.FullName, "../shared/facts")];
        return candidates.FirstOrDefault(candidate => candidate.Length > 0 && Directory.Exists(Path.Combine(candidate, "openapi")));
    }
}
