namespace AmlDr.Infra.Tests.Support;

/// <summary>Runs where Node and the checker for Bicep files are at hand: in the folder that <c>AMLDR_TOOLS</c> names, else in <c>../shared/tools</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CheckBicepFactAttribute : FactAttribute
{
    public CheckBicepFactAttribute()
    {
        if (Tool is null)
        {
            Skip = "The checker check-bicep is not here: set AMLDR_TOOLS, or put it into ../shared/tools next to the repository.";
        }
        else if (Node is null)
        {
            Skip = "Node.js is not installed.";
        }
    }

    public static string? Tool { get; } = Existing(Path.Combine(
        Environment.GetEnvironmentVariable("AMLDR_TOOLS") ?? Path.Combine(Repository.Root, "..", "shared", "tools"), "check-bicep", "check-bicep.mjs"));

    public static string? Node { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Existing(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")))
        .FirstOrDefault(file => file is not null);

    private static string? Existing(string file) => File.Exists(file) ? file : null;
}
