using System.Collections.Concurrent;
using AmlDr.Core.Policies;

namespace AmlDr.Azure.Policies;

/// <summary>The policy files that the settings name. Each is read once, so that what has been checked at start is what counts.</summary>
public sealed class PolicyFiles
{
    private readonly string _root;
    private readonly ConcurrentDictionary<string, PolicyReading> _readings = new(StringComparer.Ordinal);

    /// <summary>Creates the files.</summary>
    /// <param name="contentRoot">The folder that relative paths start from: the app's content root.</param>
    public PolicyFiles(string contentRoot)
    {
        ArgumentException.ThrowIfNullOrEmpty(contentRoot);
        _root = contentRoot;
    }

    /// <summary>Gives the policy of a file.</summary>
    /// <param name="path">The path, absolute or below the content root; empty for the defaults.</param>
    /// <returns>The policy, or every fault; a file that cannot be read is a fault.</returns>
    public PolicyReading Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length == 0 ? new PolicyReading(PairPolicy.Default, []) : _readings.GetOrAdd(path, ReadFile);
    }

    private PolicyReading ReadFile(string path)
    {
        try
        {
            return PolicyReader.Read(File.ReadAllText(Path.Combine(_root, path)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new PolicyReading(PairPolicy.Default, [new PolicyFault("$", null, $"the file cannot be read ({exception.Message}); relative paths start at '{_root}'.")]);
        }
    }
}
