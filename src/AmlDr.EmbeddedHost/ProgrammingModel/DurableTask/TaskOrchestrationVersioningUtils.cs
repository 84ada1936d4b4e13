namespace Microsoft.DurableTask.Abstractions;

/// <summary>Compares orchestration versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Compares two versions: no version is the lowest, versions that <see cref="Version"/> parses compare by number, others as text without case.
    /// </summary>
    /// <param name="sourceVersion">One version.</param>
    /// <param name="otherVersion">The other version.</param>
    /// <returns>Less than, equal to or greater than zero.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        bool noSource = string.IsNullOrWhiteSpace(sourceVersion), noOther = string.IsNullOrWhiteSpace(otherVersion);
        if (noSource || noOther)
        {
            return noOther.CompareTo(noSource);
        }

        return Version.TryParse(sourceVersion, out Version? source) && Version.TryParse(otherVersion, out Version? other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
