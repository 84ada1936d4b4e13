using System.Reflection;

namespace AmlDr.Sandbox.Tests.Support;

/// <summary>
/// The published specifications, where they are at hand: in the folder that <c>AMLDR_FACTS</c> names, else in <c>../shared/facts</c> next
/// to the repository.
/// </summary>
internal static class Facts
{
    public static string? Root { get; } = Find();

    public static string OpenApi => Path.Combine(Root!, "openapi");

    public static string MachineLearning => Path.Combine(
        OpenApi, "specification/machinelearningservices/resource-manager/Microsoft.MachineLearningServices/stable/2024-04-01");

    public static string? Reason => Root is null
        ? "The published specifications are not here: set AMLDR_FACTS, or put them into ../shared/facts next to the repository."
        : null;

    public static string RepositoryRoot { get; } = FindRepository();

    private static string? Find()
    {
        string[] candidates = [Environment.GetEnvironmentVariable("AMLDR_FACTS") ?? string.Empty, Path.Combine(FindRepository(), "../shared/facts")];
        return candidates.FirstOrDefault(candidate => candidate.Length > 0 && Directory.Exists(Path.Combine(candidate, "openapi")));
    }

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AmlDrFunctions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
