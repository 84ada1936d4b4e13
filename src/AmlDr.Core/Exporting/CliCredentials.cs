using System.Text.Json.Nodes;

namespace AmlDr.Core.Exporting;

/// <summary>Says in comments which credentials a file lacks, in the lines in which they are to be put back.</summary>
internal static class CliCredentials
{
    /// <summary>Notes credentials.</summary>
    /// <param name="target">The file.</param>
    /// <param name="harmless">What is no secret.</param>
    /// <param name="secrets">The names of the secrets; none notes nothing.</param>
    public static void Note(CliTarget target, IEnumerable<(string Name, JsonNode? Value)> harmless, IReadOnlyList<string> secrets)
    {
        if (secrets.Count == 0)
        {
            return;
        }

        target.Notes.Add("Secret left out. Add the credentials before the file is used:");
        target.Notes.Add("credentials:");
        foreach ((string name, JsonNode? value) in harmless)
        {
            if (value is not null)
            {
                target.Notes.Add($"  {name}: {value.ToJsonString()}");
            }
        }

        target.Notes.AddRange(secrets.Select(secret => $"  {secret}: (secret)"));
    }
}
